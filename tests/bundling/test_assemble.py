"""What is added to the networks so that MediaPipe's landmarkers take them."""

import io
import zipfile

import flatbuffers
import metadata_schema_py_generated as metadata_fb
import pytest
import schema_py_generated as tflite_fb
from assemble import face_bundle, pose_bundle, with_478_points, with_normalisation

from posturecam.edges.mediapipe.bundles import FACE_MEMBERS, POSE_MEMBERS, SHIPPED


def tensor(name: str, shape: list[int]) -> tflite_fb.TensorT:
    made = tflite_fb.TensorT()
    made.name, made.shape, made.buffer = name, shape, 0
    return made


def network(points: int = 468) -> bytes:
    """A network of no operators: a picture in, `points` and a score out."""
    graph = tflite_fb.SubGraphT()
    graph.tensors = [
        tensor("picture", [1, 192, 192, 3]),
        tensor("score", [1, 1, 1, 1]),
        tensor("mesh", [1, 1, 1, points * 3]),
    ]
    graph.inputs, graph.outputs, graph.operators = [0], [1, 2], []
    output = tflite_fb.TensorMapT()
    output.name, output.tensorIndex = "mesh", 2
    signature = tflite_fb.SignatureDefT()
    signature.inputs, signature.outputs, signature.signatureKey = [], [output], "main"
    model = tflite_fb.ModelT()
    model.version, model.subgraphs, model.operatorCodes = 3, [graph], []
    model.buffers, model.signatureDefs = [tflite_fb.BufferT()], [signature]
    builder = flatbuffers.Builder(64)
    builder.Finish(model.Pack(builder), b"TFL3")
    return bytes(builder.Output())


def unpacked(made: bytes) -> tflite_fb.ModelT:
    assert made[4:8] == b"TFL3"
    return tflite_fb.ModelT.InitFromPackedBuf(made, 0)


def test_the_normalisation_can_be_read_back() -> None:
    model = unpacked(with_normalisation(network(), mean=127.5, std=128.0))
    (entry,) = model.metadata
    assert entry.name == b"TFLITE_METADATA"
    packed = bytes(model.buffers[entry.buffer].data)
    assert packed[4:8] == b"M001"
    whole = metadata_fb.ModelMetadataT.InitFromPackedBuf(packed, 0)
    (image,) = whole.subgraphMetadata[0].inputTensorMetadata
    options = image.processUnits[0].options
    assert (list(options.mean), list(options.std)) == ([127.5], [128.0])
    assert image.content.contentProperties.colorSpace == metadata_fb.ColorSpaceType.RGB


def test_metadata_that_is_there_stays() -> None:
    twice = with_normalisation(with_normalisation(network(), mean=0, std=1), mean=0, std=255)
    assert len(unpacked(twice).metadata) == 2


def test_ten_points_are_repeated_behind_the_mesh() -> None:
    model = unpacked(with_478_points(network()))
    graph = model.subgraphs[0]
    assert [list(graph.tensors[i].shape) for i in graph.outputs] == [[1, 1, 1, 1434], [1, 1, 1, 1]]
    copy, join = graph.operators
    assert [model.operatorCodes[step.opcodeIndex].builtinCode for step in (copy, join)] == [
        tflite_fb.BuiltinOperator.SLICE,
        tflite_fb.BuiltinOperator.CONCATENATION,
    ]
    assert list(join.inputs) == [2, copy.outputs[0]]
    assert join.builtinOptions.axis == 3
    begin, size = (bytes(model.buffers[graph.tensors[i].buffer].data) for i in copy.inputs[1:])
    assert begin == bytes(16)
    assert size == b"\1\0\0\0" * 3 + b"\x1e\0\0\0"
    assert model.signatureDefs[0].outputs[0].tensorIndex == graph.outputs[0]


def test_a_network_without_a_mesh_is_refused() -> None:
    with pytest.raises(ValueError, match="no output of 1404 numbers"):
        with_478_points(network(points=100))


@pytest.mark.parametrize(
    ("make", "members"), [(pose_bundle, POSE_MEMBERS), (face_bundle, FACE_MEMBERS)]
)
def test_a_bundle_is_a_stored_zip_and_the_same_each_time(make, members) -> None:
    made = make(network(), network())
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert set(archive.namelist()) == members
        assert {info.compress_type for info in archive.infolist()} == {zipfile.ZIP_STORED}
    assert make(network(), network()) == made


def test_the_shipped_networks_are_extended() -> None:
    with zipfile.ZipFile(SHIPPED.pose) as archive:
        for member in POSE_MEMBERS:
            assert unpacked(archive.read(member)).metadata
    with zipfile.ZipFile(SHIPPED.face) as archive:
        graph = unpacked(archive.read("face_landmarks_detector.tflite")).subgraphs[0]
        assert list(graph.tensors[graph.outputs[0]].shape) == [1, 1, 1, 1434]
