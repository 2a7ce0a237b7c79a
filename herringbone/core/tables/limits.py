"""How much is read at most. More is no list that somebody keeps by hand, and would hold up everyone else."""

LARGEST_FILE = 10_000_000  # bytes
LARGEST_UNPACKED = 100_000_000  # bytes of a workbook, all parts together
LARGEST_STRINGS = 30_000_000  # bytes of a workbook's list of texts, which is held in memory
MOST_PARTS = 2_000  # files in a workbook
MOST_ROWS = 50_000
MOST_COLUMNS = 250
MOST_CELLS = 1_000_000
LONGEST_CELL = 32_767  # characters, as in a spreadsheet
