"""Volume: more people and clients with their histories, written as rows. A test proves the rows those of the actions."""

from herringbone.demo.bulk.multiply import multiply

__all__ = ["multiply"]
