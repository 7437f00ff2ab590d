"""The words between the tables of RESULTS.md."""

OPENING = """# How far off, in degrees

Written by `make accuracy`; do not edit. How the people were made and what is unrealistic about them
is told in [README.md](README.md). These are rendered people: trust the differences between
methods more than the size of an error, and expect real people to be worse.

Every figure is of the program's own calibration and measurement on the test looks of 32 people with
two cameras each, 1600 looks. {learned}

- CVA change: change of the craniovertebral angle from the person's own upright posture; minus
  means the head further forward.
- Hits: looks with a true loss of 10 degrees or more that are called. False calls: looks with a true
  change within 3 degrees that are called. Both among the looks that were measured.
"""
LEFT_OUT = """What the program has learned from the tapes was learned again for each
person from the other 31."""
IN_SAMPLE = """What the program has learned from the tapes was learned from these same
people, so the errors are a little too small."""

METHODS = """
## Beside what others measure

On the same frames. The measures of others are changes from the same upright looks; each is turned
into degrees by the line (slope and offset) that fits the other 31 people best, which flatters them:
nobody who sells or publishes one has that line. Called is a loss beyond 8 degrees.

"""
MAGNITUDE = "\n![Measured change and error by the size of the true change](plots/magnitude.png)\n"

MOVEMENTS = """
## Movement by movement

Looking down truly lowers the angle and so does leaning in, a little; what counts is the true
change, not the name of the movement. The verdict takes away what a nod explains.

"""
MOVEMENTS_PLOT = "\n![Measured against true change for each movement](plots/movements.png)\n"

VERDICTS = """
## What is called a forward head

By the angle alone, and by the verdict that alerts go by (causes forward_head and slump). Looking
down at a phone truly lowers the angle by 10 degrees, but it is no fault and the verdict leaves it
out; the last line of each counts only looks with a nod under 12 degrees.

"""

SHOULDERS = """
## Rounded shoulders

Told where the person's own rounded pose was seen to be one, in looks in which it is certain to 9
degrees or surely more than upright. The profile says measurable where the program by itself says
"rounded" in at least half of the looks at that pose. FSA is the forward shoulder angle against the
trunk.

"""
RELIABILITY = """
![Share of truths held by intervals](plots/reliability.png)

An interval that claims to hold 90 % of the truths should hold 90 %: on the line is honest, above it
too careful, below it too sure.
"""

GUIDED = """
## What each guided pose brings

"""
GUIDED_PLOT = "\n![Error with more guided poses](plots/guided.png)\n"

CAMERA = """
## Where the camera stands

"""
CAMERA_PLOT = "\n![Error of each session by tilt and distance](plots/camera.png)\n"

PARTS = """
## What each part is worth

The same bench with one part taken away, or told.

"""

SIDE = """
## A camera at the side

The same people seen straight from the side with true ears and shoulders, calibrated upright-only:
what the model of the neck costs. Its few constants were chosen on these people and on the clips
below, which have the pose model's own points. The lower end of the neck is not seen from the side
either: leaning in with the trunk reads as too much, and shoulders that only round as a head that
goes back.

"""

CLIPS = """
## Moving pictures

Rendered clips of people who sway, breathe and slouch, calibrated upright-only on their own first
seconds, four looks a second, smoothed as by default. The side and three-quarter cameras use the
ears against the shoulders. Nothing was learned from these clips, but a few constants (how much
wider than on the tapes movements may be, the neck seen from the side) were chosen with them in
view.

"""
CLIPS_PLOT = """
![The clips over time: truth dark, measured blue with its standard deviation](plots/clips.png)
"""

PHOTOS = """
## Real people from the side

Photographs of seated men (nvinayvarma189/Sitting-Posture-Recognition, MIT licence), each measured
against the straight one of its series. There is no truth for them; the line from shoulder to ear
against the vertical is what anybody can measure in the picture (forward is plus). Series were taken
freehand: a man who reclined also sits lower and further off, so little can be said of him.

"""

FOOTAGE = """
## False alarms on real people

People who stand upright and sign with their hands before face and shoulders, and people who turn
and tilt their heads. Each recording lasts seconds: it is calibrated on its first second and then
played forth and back for a quarter of an hour through the whole monitor at default settings.

"""

LOOKING = """
## Smoothing, looks a second, picture size

On the clips. Scatter is the standard deviation about the truth while somebody sits still. The
defaults follow from here: four looks a second, 640x480, a median over half a second. Half the
picture size is as good from the front and a little worse from the side. Other pose bundles (lite,
heavy) are not part of the project and not compared; `--set model.path=FILE` uses one.

"""
SMOOTHING_PLOT = "\n![Scatter and error by window](plots/smoothing.png)\n"

NO_RECORDINGS = "The recordings are not beside this project, so this part was left out.\n"

LIMITS = """
## What limits it

The same program on true points in place of MediaPipe's, learned again for each kind of points (a
quarter of the people left out at a time). The head limits the craniovertebral angle: a better face
mesh would lift it. The shoulders limit the forward shoulder angle: points at their true tips would
let it be told for most people. What is left with true points is what one frontal camera cannot
know: how the spine below the neck bends, and how far the neck's lower end lies from the shoulders.

"""

MOVED = """
## Camera or chair moved since calibration

Sittings of 25 unrelated looks in any order, calibrated upright only; before each, the camera was
moved by exact geometry, the landmarks' own errors kept. "All at once" is lid up to 8 degrees,
height up to 6 cm, distance up to 10 cm and sideways up to 6 cm, each evenly spread. Looks not
measured are mostly faces or shoulders that the picture no longer shows whole. AUC is how often a
loss of 10 degrees ranks below an upright look.

"""

PLACES = """
## Calibrated before another camera

The two sessions of each body on the tapes, with two cameras in two rooms (height, tilt, distance,
side and lens all differ), calibrated upright only on one and measured on the other, in any order.
Bodies sit otherwise in the second session: the upright angle itself differs by 7 degrees (sd), and
one camera that may be anywhere cannot tell that from its own place. So there are two truths. *Not
sure* is a verdict, and no wrong one; *wrong* is upright called poor or a loss of 10 degrees called
good, of the looks of both.

"""

PLACES_CLIPS = """
Rendered recordings of one body, calibrated on the first seconds of one and measured on another; the
first row of each body is the camera in its place.

"""

SITTINGS = """
## Twenty minutes of sitting well, the camera moved before

Upright for 70 % of the time, else looking down, turning, telephoning or leaning back, each for 5 to
40 seconds; "all at once" as above; the whole monitor at default settings.

"""

LEARNED_AT_WORK = """
## What an hour of ordinary work teaches

Half of the test looks of each session (12 of 25) are looked at in one sitting, the other half is
then measured, each look by itself: before anything was learned, and after. The camera stays.

"""
