//! The deal language: parser, checker, formatter, explanations, formulas.
