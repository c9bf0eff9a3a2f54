"""The serial of a form filled in by pen: twelve characters, the last one a check.

Three groups of four, so that nobody takes it for a 取件码. Eleven free characters are 53 bits.
"""

from forms_app.applications.checked_code import CheckedCode

SERIAL = CheckedCode("表号", 12, 4, source="纸上", advice="照着纸上再打一遍。")

new = SERIAL.new
check_character = SERIAL.check_character
shown = SERIAL.shown
read = SERIAL.read
