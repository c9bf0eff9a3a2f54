"""Languages: texts in message catalogues, the reader's choice, sentences of templates.

A text is written in Chinese where it belongs and marked by `said`; a template is not marked at all.
"""

from __future__ import annotations

from flask import Flask
from markupsafe import Markup

from forms_app.languages import catalogues, pseudo, speaking
from forms_app.languages.scripts import script_words
from forms_app.languages.speaking import current, speaks_chinese
from forms_app.languages.templates import Sentences
from forms_app.languages.texts import said, said_list, spoken, woven


def init_app(app: Flask) -> None:
    """After framing: its refusals come before anybody reads a form."""
    settings = app.config["QIANXIAO"]
    chosen = catalogues.languages()
    if settings.test_languages:
        chosen += pseudo.languages()
    speaking.use(app, chosen)
    app.jinja_env.add_extension(Sentences)
    # What begins with a line is written by the extension: no template has a value of that name.
    app.jinja_env.globals.update(
        _in_chinese=speaks_chinese,
        _ready_html=Markup,
        _said=said,
        _woven=lambda message, parts: woven(current().look_up(message), parts, current()),
        said=said,
        said_list=said_list,
        spoken=spoken,
        speaks_chinese=speaks_chinese,
        language=current,
        script_words=script_words,
    )
    app.before_request(speaking.hear_switch)
    app.after_request(speaking.keep_choice)
    # The few messages of WTForms itself stay in Chinese: it has none for the languages here.
    app.config["WTF_I18N_ENABLED"] = False
