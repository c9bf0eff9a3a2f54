"""The 见证号 of a call: eight characters, the last a check; a login is asked for beside it."""

from forms_app.applications.checked_code import CheckedCode
from forms_app.languages.texts import said

CALL_SERIAL = CheckedCode(
    said("见证号"), 8, 4, source=said("听到的"), advice=said("再问一遍念的人。")
)

new = CALL_SERIAL.new
shown = CALL_SERIAL.shown
read = CALL_SERIAL.read
