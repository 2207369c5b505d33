//! Writes logs in MonPoly's CSV format, as [`read_csv`](crate::read_csv) reads them.

use std::io::{self, Write};

use crate::read::facts::{Predicates, back};
use crate::read::{Field, Refusal, Sink};
use crate::signature::Signature;
use crate::value::{Float, Value};

/// Takes a log and writes it in MonPoly's CSV format: `shell, tp=1, ts=36, x0=1, x1=2`.
///
/// Texts stand in quotes. The format has no form for a time point without facts, so such a log is
/// refused. Give it an output with a buffer.
pub struct CsvLog<'s, W> {
    output: W,
    predicates: Predicates<'s>,
    /// The number of the time point that began last, its time, and whether it has facts.
    last: Option<(u64, i64, bool)>,
    /// What went wrong in [`Sink::fact`], which has no way to say it.
    fault: Option<io::Error>,
}

impl<'s, W: Write> CsvLog<'s, W> {
    /// A log of this signature that has not begun.
    pub fn new(output: W, signature: &'s Signature) -> Self {
        Self { output, predicates: Predicates::new(signature), last: None, fault: None }
    }

    /// Ends the log and hands the output back.
    ///
    /// # Errors
    /// Where a part could not be written, where a fact was not one of the signature, and where the
    /// last time point has no facts.
    pub fn finish(mut self) -> io::Result<W> {
        if let Some(fault) = self.fault {
            return Err(fault);
        }
        if let Some((tp, _, false)) = self.last {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, without_facts(tp)));
        }
        self.output.flush()?;
        Ok(self.output)
    }

    fn write(&mut self, predicate: usize, fields: &[Field<'_>]) -> io::Result<()> {
        let Some((tp, ts, facts)) = &mut self.last else {
            return Err(io::Error::new(
                io::ErrorKind::InvalidInput,
                "a fact stands before the first time point; begin one",
            ));
        };
        *facts = true;
        if !self.predicates.admit(predicate, fields) {
            return Err(io::Error::new(
                io::ErrorKind::InvalidInput,
                format!(
                    "this is no fact of predicate {predicate}; hand over what the signature says"
                ),
            ));
        }
        let name = self.predicates.name(predicate);
        let output = &mut self.output;
        if name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') && !name.is_empty()
        {
            output.write_all(name.as_bytes())?;
        } else {
            write!(output, "{}", Value::from(name))?;
        }
        write!(output, ", tp={tp}, ts={ts}")?;
        for (number, field) in fields.iter().enumerate() {
            match field {
                Field::Int(value) => write!(output, ", x{number}={value}")?,
                Field::Float(value) => write!(output, ", x{number}={}", Float::new(*value))?,
                Field::Str(value) => write!(output, ", x{number}={}", Value::from(*value))?,
            }
        }
        output.write_all(b"\n")
    }
}

impl<W: Write> Sink for CsvLog<'_, W> {
    fn begin(&mut self, ts: i64) -> Result<(), Refusal> {
        if let Some(fault) = &self.fault {
            return Err(Refusal::new(
                format!("the log cannot be written: {fault}"),
                "put that right and write it again",
            ));
        }
        let tp = match self.last {
            Some((tp, _, false)) => return Err(without_facts(tp)),
            Some((_, last, true)) if ts < last => return Err(back(last, ts)),
            Some((tp, _, true)) => tp + 1,
            None => 0,
        };
        self.last = Some((tp, ts, false));
        Ok(())
    }

    fn fact(&mut self, predicate: usize, fields: &[Field<'_>]) {
        if self.fault.is_none() {
            self.fault = self.write(predicate, fields).err();
        }
    }
}

fn without_facts(tp: u64) -> Refusal {
    Refusal::new(
        format!("time point {tp} has no facts, which CSV cannot say"),
        "write the log in another format",
    )
}
