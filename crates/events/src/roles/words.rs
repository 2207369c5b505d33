//! Words that phrases do not hold, and words that speak of attacks.

/// Words that end a phrase: articles, prepositions, pronouns, conjunctions, auxiliaries.
const STOP: &str = "a an the this that these those his her its their our my your and or but nor if \
while when where who whom whose which what why how as than then so because although though unless \
until since before after during of to in on at by for from with without into onto upon about against \
between among through over under near within across toward towards behind beside along around up down \
off out is are was were be been being am has have had having do does did doing will would shall should \
may might can could must not no yes i you he she it we they them him us me there here also only just \
even still yet already again very too more most much many few several some any all both each every \
either neither another other such own same said says say saying told tell added reported reports \
according today yesterday tomorrow monday tuesday wednesday thursday friday saturday sunday meanwhile \
however moreover therefore";

/// Words of action, which end a phrase too.
const VERBS: &str = "killed kill kills killing murdered murder murdering wounded injured injuring \
kidnapped kidnapping attacked attack attacks attacking bombed bombing destroyed destroying damaged \
damaging exploded explode fired firing shot shooting died die dies dying claimed claim claims took take \
taken taking arrested captured carried carrying threw thrown placed planted hurled assassinated \
assassinating executed tortured raped burned blew blown set left leave leaving went go going came come \
coming made make making began begin started start ended continued continue caused cause causing occurred \
occur happened happen found find held hold holding announced announce stated state denied deny accused \
accuse accusing demanded demand called call calling used use using identified identify believed believe \
known know seen see heard hear forced force reached reach entered entering escaped fled released release \
freed sent send received receive gave give given got get became become remain remained lost lose launched \
launch staged stage perpetrated committed commit commits tried try trying planned plan driving travelling \
traveling riding walking working living returning including following regarding concerning resulting \
belonging";

/// Nouns that speak of attacks.
const EVENTS: &str = "murders assassination assassinations bombings kidnappings explosion explosions \
death deaths massacre massacres killings crime abduction attempt bomb bombs car-bomb victims victim \
target targets responsibility responsible ambush raid sabotage dynamite grenade clash hostage hostages \
against dead damage threats";

use std::collections::HashSet;

/// The three lists, ready to be asked.
#[derive(Clone, Debug)]
pub(super) struct Words {
    stop: HashSet<&'static str>,
    verbs: HashSet<&'static str>,
    events: HashSet<&'static str>,
}

impl Words {
    pub(super) fn new() -> Self {
        let of = |list: &'static str| list.split_whitespace().collect();
        Self { stop: of(STOP), verbs: of(VERBS), events: of(EVENTS) }
    }

    /// Whether a phrase ends before this word.
    pub(super) fn ends(&self, word: &str) -> bool {
        self.stop.contains(word) || self.verbs.contains(word)
    }

    /// Whether it speaks of an attack.
    pub(super) fn speaks(&self, word: &str) -> bool {
        self.verbs.contains(word) || self.events.contains(word)
    }
}
