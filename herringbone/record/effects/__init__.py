"""What leaves the house happens at most once: declared by the feature that knows it and written with its cause
(`declare`), claimed before it is sent and settled after (`sending`), by the worker (`tasks`)."""

from herringbone.record.effects.declare import Later, Never, NotNow, Unknown, declare_effect, enqueue

__all__ = ["Later", "Never", "NotNow", "Unknown", "declare_effect", "enqueue"]
