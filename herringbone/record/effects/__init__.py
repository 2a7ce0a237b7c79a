"""What leaves the house happens at most once: declared by the feature that knows it (`declare`), written with its
cause (`enqueue`), claimed before it is sent and settled after (`sending`), and shown where nobody knows (`rescue`)."""

from herringbone.record.effects.declare import NotNow, declare_effect, enqueue

__all__ = ["NotNow", "declare_effect", "enqueue"]
