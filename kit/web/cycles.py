"""The collector of cycles, in a process that answers."""

import gc

OBJECTS_BETWEEN_COLLECTIONS = 100_000


def look_for_cycles_less() -> None:
    """What the process is made of is not looked through again, nor a large answer while it is being made.

    The collector looks for cycles alone; a request makes few, and everything else goes when it is let go. Looking
    through all modules in the middle of an answer is what made one in a hundred slow.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS, *gc.get_threshold()[1:])
