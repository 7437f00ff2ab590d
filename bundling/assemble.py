"""Turn the four networks into the two bundles that MediaPipe's landmarkers load.

A bundle (`.task`) is a stored zip of two TFLite networks.  The body networks lack the metadata
that the landmarker asks for; the face network gives 468 points where it asks for 478.

The two schema modules are MediaPipe's own.  They come out of the same wheel as the networks
(`build_hook.py` puts its unpacked folder on the path), so that a build needs no MediaPipe.
"""

import io
import zipfile
from typing import Any, Final

import flatbuffers
import metadata_schema_py_generated as metadata_fb
import schema_py_generated as tflite_fb

_FACE_POINTS: Final = 468
_FACE_POINTS_ASKED: Final = 478
_METADATA_NAME: Final = "TFLITE_METADATA"


def pose_bundle(detector: bytes, landmarks: bytes) -> bytes:
    """Return `pose_landmarker.task` from the person detector and the body landmark network."""
    return _bundle(
        {
            "pose_detector.tflite": with_normalisation(detector, mean=127.5, std=127.5),
            "pose_landmarks_detector.tflite": with_normalisation(landmarks, mean=0.0, std=255.0),
        }
    )


def face_bundle(detector: bytes, landmarks: bytes) -> bytes:
    """Return `face_landmarker.task` from the face detector and the face mesh network."""
    return _bundle(
        {
            "face_detector.tflite": detector,
            "face_landmarks_detector.tflite": with_478_points(landmarks),
        }
    )


def with_normalisation(network: bytes, *, mean: float, std: float) -> bytes:
    """Return `network` with metadata saying that its input is RGB, `(value - mean) / std`."""
    model = _unpack(network)
    buffer = tflite_fb.BufferT()
    buffer.data = list(_image_metadata(mean, std))
    model.buffers.append(buffer)
    entry = tflite_fb.MetadataT()
    entry.name = _METADATA_NAME
    entry.buffer = len(model.buffers) - 1
    model.metadata = [*(model.metadata or []), entry]
    return _pack(model, b"TFL3")


def with_478_points(network: bytes) -> bytes:
    """Return the face `network` with points 0 to 9 repeated as points 468 to 477.

    The landmarker decodes a shorter output wrongly instead of refusing it.  The repeated points
    stand where it expects the iris and are ignored afterwards.
    """
    model = _unpack(network)
    graph = model.subgraphs[0]
    mesh = _output_of_size(graph, _FACE_POINTS * 3)
    extra = (_FACE_POINTS_ASKED - _FACE_POINTS) * 3
    begin = _constant(model, graph, "extra_begin", [0, 0, 0, 0])
    size = _constant(model, graph, "extra_size", [1, 1, 1, extra])
    copies = _tensor(graph, "extra_points", [1, 1, 1, extra], tflite_fb.TensorType.FLOAT32)
    whole = _tensor(
        graph, "all_points", [1, 1, 1, _FACE_POINTS_ASKED * 3], tflite_fb.TensorType.FLOAT32
    )
    graph.operators += [_slice(model, mesh, begin, size, copies), _join(model, mesh, copies, whole)]
    graph.outputs = [whole, *(output for output in graph.outputs if output != mesh)]
    _redirect_signatures(model, mesh, whole)
    return _pack(model, b"TFL3")


def _bundle(members: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as bundle:
        for name, network in members.items():
            bundle.writestr(zipfile.ZipInfo(name), network)
    return packed.getvalue()


def _unpack(network: bytes) -> Any:
    return tflite_fb.ModelT.InitFromPackedBuf(network, 0)


def _pack(value: Any, identifier: bytes) -> bytes:
    builder = flatbuffers.Builder(1024)
    builder.Finish(value.Pack(builder), identifier)
    return bytes(builder.Output())


def _image_metadata(mean: float, std: float) -> bytes:
    normalisation = metadata_fb.NormalizationOptionsT()
    normalisation.mean, normalisation.std = [mean], [std]
    unit = metadata_fb.ProcessUnitT()
    unit.optionsType = metadata_fb.ProcessUnitOptions.NormalizationOptions
    unit.options = normalisation
    image = metadata_fb.ImagePropertiesT()
    image.colorSpace = metadata_fb.ColorSpaceType.RGB
    content = metadata_fb.ContentT()
    content.contentPropertiesType = metadata_fb.ContentProperties.ImageProperties
    content.contentProperties = image
    tensor = metadata_fb.TensorMetadataT()
    tensor.name, tensor.content, tensor.processUnits = "image", content, [unit]
    graph = metadata_fb.SubGraphMetadataT()
    graph.inputTensorMetadata = [tensor]
    whole = metadata_fb.ModelMetadataT()
    whole.subgraphMetadata = [graph]
    return _pack(whole, b"M001")


def _output_of_size(graph: Any, size: int) -> int:
    for output in graph.outputs:
        if list(graph.tensors[output].shape)[-1] == size:
            return int(output)
    msg = f"the face network has no output of {size} numbers"
    raise ValueError(msg)


def _constant(model: Any, graph: Any, name: str, values: list[int]) -> int:
    buffer = tflite_fb.BufferT()
    buffer.data = [byte for value in values for byte in value.to_bytes(4, "little", signed=True)]
    model.buffers.append(buffer)
    tensor = _tensor(graph, name, [len(values)], tflite_fb.TensorType.INT32)
    graph.tensors[tensor].buffer = len(model.buffers) - 1
    return tensor


def _tensor(graph: Any, name: str, shape: list[int], kind: int) -> int:
    tensor = tflite_fb.TensorT()
    tensor.name, tensor.shape, tensor.type, tensor.buffer = name, shape, kind, 0
    graph.tensors.append(tensor)
    return len(graph.tensors) - 1


def _slice(model: Any, source: int, begin: int, size: int, target: int) -> Any:
    step = _operator(model, tflite_fb.BuiltinOperator.SLICE, [source, begin, size], target)
    step.builtinOptionsType = tflite_fb.BuiltinOptions.SliceOptions
    step.builtinOptions = tflite_fb.SliceOptionsT()
    return step


def _join(model: Any, first: int, second: int, target: int) -> Any:
    step = _operator(model, tflite_fb.BuiltinOperator.CONCATENATION, [first, second], target)
    step.builtinOptionsType = tflite_fb.BuiltinOptions.ConcatenationOptions
    step.builtinOptions = tflite_fb.ConcatenationOptionsT()
    step.builtinOptions.axis = 3
    return step


def _operator(model: Any, code: int, inputs: list[int], output: int) -> Any:
    kind = tflite_fb.OperatorCodeT()
    kind.builtinCode = code
    kind.deprecatedBuiltinCode = code
    kind.version = 1
    model.operatorCodes.append(kind)
    step = tflite_fb.OperatorT()
    step.opcodeIndex = len(model.operatorCodes) - 1
    step.inputs, step.outputs = inputs, [output]
    return step


def _redirect_signatures(model: Any, old: int, new: int) -> None:
    for signature in model.signatureDefs or []:
        for output in signature.outputs or []:
            if output.tensorIndex == old:
                output.tensorIndex = new
