"""The pages of the form as WTForms: what was typed in, answers or plain errors out."""
