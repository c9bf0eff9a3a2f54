"""The serial of a sheet to sign: twelve characters in two groups, the last one a check.

It opens nothing by itself: an office that has the sheet before it finds it by this, and only it.
"""

from forms_app.applications.checked_code import CheckedCode
from forms_app.languages.texts import said

SERIAL = CheckedCode(
    said("同意书号"), 12, 6, source=said("纸上"), advice=said("照着纸上再打一遍。")
)

new = SERIAL.new
shown = SERIAL.shown
read = SERIAL.read
