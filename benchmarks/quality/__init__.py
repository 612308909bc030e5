"""How well the reader reads: thousands of reports printed in many page designs, with known gold."""
