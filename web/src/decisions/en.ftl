decision-reason = Reason
decision-reason-hint = Stands in the ledger under your name, for good.
decision-reason-missing = Write why: every decision carries its reason.
decision-missing = Choose what is decided.
decision-cites = Reports that show it (optional)
decision-cites-hint = Their names, such as R-0c4fae349d137854, with blanks between them.
decision-enter = Sign and enter
decision-entered = Entered in the ledger as entry { $entry }.
