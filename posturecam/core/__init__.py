"""The pure core: values, maths and policies.  No clock, camera, disk, thread, log or randomness."""
