//! Whoever wants to know how the work goes.

/// Is told how the work goes: a terminal, a log, or [`Nobody`].
pub trait Onlooker: Sync {
    /// Something beside the result: a refusal, a warning.
    fn note(&self, line: &str);

    /// One thing that went well and is on the disk.
    fn acknowledge(&self, line: &str);

    /// Work of so many steps begins; it ends when the bar is dropped.
    fn progress(&self, what: &str, steps: u64) -> Box<dyn Bar + '_>;
}

/// How far one piece of work has come.
pub trait Bar {
    /// One step further.
    fn step(&self);

    /// Does something that writes where the bar stands.
    fn aside(&self, write: &mut dyn FnMut());
}

/// Does not look.
#[derive(Clone, Copy, Debug, Default)]
pub struct Nobody;

impl Onlooker for Nobody {
    fn note(&self, _: &str) {}

    fn acknowledge(&self, _: &str) {}

    fn progress(&self, _: &str, _: u64) -> Box<dyn Bar + '_> {
        Box::new(Self)
    }
}

impl Bar for Nobody {
    fn step(&self) {}

    fn aside(&self, write: &mut dyn FnMut()) {
        write();
    }
}

/// Looks, but wants no line for each thing that went well.
pub struct Brief<'a>(pub &'a dyn Onlooker);

impl Onlooker for Brief<'_> {
    fn note(&self, line: &str) {
        self.0.note(line);
    }

    fn acknowledge(&self, _: &str) {}

    fn progress(&self, what: &str, steps: u64) -> Box<dyn Bar + '_> {
        self.0.progress(what, steps)
    }
}
