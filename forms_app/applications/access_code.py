"""The 取件码: ten characters in two groups of five, the last one a check.

Nine free characters are 43.7 bits; the birth date is asked as well.
"""

from forms_app.applications.checked_code import CheckedCode
from forms_app.languages.texts import said

ACCESS_CODE = CheckedCode(
    said("取件码"), 10, 5, source=said("单子"), advice=said("看看是不是漏了或多了。")
)

new = ACCESS_CODE.new
check_character = ACCESS_CODE.check_character
shown = ACCESS_CODE.shown
read = ACCESS_CODE.read
