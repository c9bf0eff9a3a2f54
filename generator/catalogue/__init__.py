"""load_catalogue(path) -> Catalogue, or every problem at once. Nothing here prints."""

from generator.catalogue.catalogue import Catalogue
from generator.catalogue.loading import load_catalogue
from generator.catalogue.problems import ContentErrors, Problem

__all__ = ["Catalogue", "ContentErrors", "Problem", "load_catalogue"]
