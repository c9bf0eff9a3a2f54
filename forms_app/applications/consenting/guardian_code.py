"""The 同意码: fifteen characters in three groups, the last one a check. Never the 取件码.

It stands alone, without a second fact, so it is longer: fourteen free characters are 68 bits.
"""

from forms_app.applications.checked_code import CheckedCode
from forms_app.languages.texts import said

GUARDIAN_CODE = CheckedCode(
    said("同意码"), 15, 5, source=said("收到的"), advice=said("看看是不是漏了或多了。")
)

new = GUARDIAN_CODE.new
shown = GUARDIAN_CODE.shown
read = GUARDIAN_CODE.read
