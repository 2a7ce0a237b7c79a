"""Volume: more people and clients with their histories, as rows. A test proves them equal to what actions write."""

from herringbone.demo.bulk.multiply import multiply

__all__ = ["multiply"]
