//! The words that name an event. The table is data: how it is read, `what` tells.

use crate::what::Act::{
    self, Advance, Attack, Bomb, Breach, Harm, Kind, ShotDown, Statement, Strike, Talks,
};
use crate::what::Form::{self, Noun, Verb};
use armistice_model::EventKind as K;

/// Words (alternatives parted by `|`), what they stand for, how they stand. Longer entries first
/// where one starts another. `..` lets up to four words pass, `...` up to nine.
pub(crate) const TRIGGERS: &[(&str, Act, Form)] = &[
    // Air.
    ("drone strike|strikes|attack|attacks|raid|raids", Kind(K::DroneStrike), Noun),
    (
        "air|aerial strike|strikes|raid|raids|attack|attacks|bombardment|bombing|bombings|assault",
        Kind(K::Airstrike),
        Noun,
    ),
    ("airstrike|airstrikes|air-strike|air-strikes|airraid|airraids", Kind(K::Airstrike), Noun),
    ("barrel bomb|bombs|bombing|bombings", Kind(K::Airstrike), Noun),
    ("dropped bombs|barrel", Kind(K::Airstrike), Verb),
    ("dropped .. bombs|explosives", Kind(K::Airstrike), Verb),
    // Ground fire.
    ("shelled", Kind(K::Shelling), Verb),
    ("shelling", Kind(K::Shelling), Noun),
    (
        "shells|rockets|mortars|missiles|shell|rocket|missile fell|landed|hit|struck|slammed|crashed|targeted",
        Kind(K::Shelling),
        Verb,
    ),
    ("shells|rockets|mortars|missiles were|was fired|launched", Kind(K::Shelling), Verb),
    ("shells|rockets|mortars|missiles again struck|hit|fell", Kind(K::Shelling), Verb),
    ("fired|launched|lobbed rockets|shells|mortars|missiles", Kind(K::Shelling), Verb),
    ("fired|launched|lobbed .. rockets|shells|mortars|missiles", Kind(K::Shelling), Verb),
    (
        "mortar|artillery|rocket|tank|missile|howitzer fire|shelling|attack|attacks|strike|strikes|barrage|bombardment|rounds|shell|shells",
        Kind(K::Shelling),
        Noun,
    ),
    ("by|from shells|mortars|rockets", Kind(K::Shelling), Noun),
    ("bombardment", Kind(K::Shelling), Noun),
    ("bombarded", Kind(K::Shelling), Verb),
    ("pounded", Strike, Verb),
    // Rifles.
    ("sniper fire", Kind(K::SmallArmsFire), Noun),
    ("by snipers|sniper|gunmen", Kind(K::SmallArmsFire), Noun),
    ("opened fire", Kind(K::SmallArmsFire), Verb),
    ("returned fire", Kind(K::SmallArmsFire), Verb),
    ("gunfire", Kind(K::SmallArmsFire), Noun),
    ("machine-gun|machinegun|small-arms|rifle fire", Kind(K::SmallArmsFire), Noun),
    ("shot down", ShotDown, Verb),
    ("brought down", ShotDown, Verb),
    ("shot dead", Kind(K::SmallArmsFire), Verb),
    ("was|were shot", Kind(K::SmallArmsFire), Verb),
    // Fighting.
    ("clash|clashes|firefight|firefights|skirmish|skirmishes|battles|battle", Kind(K::Clash), Noun),
    ("clashed", Kind(K::Clash), Verb),
    ("exchange|exchanges of fire|gunfire", Kind(K::Clash), Noun),
    ("exchanged fire|gunfire", Kind(K::Clash), Verb),
    ("in|during|amid|heavy|fierce|intense|renewed fighting", Kind(K::Clash), Noun),
    ("the|some|in fighting between|against|with|near", Kind(K::Clash), Noun),
    ("the fighting there|in", Kind(K::Clash), Noun),
    ("fighting broke|erupted|raged|resumed|flared|continued", Kind(K::Clash), Noun),
    ("offensive|onslaught", Advance, Noun),
    ("stormed|assaulted|overran", Advance, Verb),
    ("advanced in|on|into|towards|toward|at|near|against|over|within", Advance, Verb),
    // Blasts.
    (
        "car|truck|suicide|roadside bomb|bombs|bombing|bombings|bomber|bombers",
        Kind(K::Explosion),
        Noun,
    ),
    ("explosion|explosions|blast|blasts|landmine|landmines|ied|ieds", Kind(K::Explosion), Noun),
    ("exploded|detonated", Kind(K::Explosion), Verb),
    ("blew up|himself|herself|themselves", Kind(K::Explosion), Verb),
    // Unarmed people.
    (
        "executed|beheaded|massacred|crucified|stoned|tortured|lynched",
        Kind(K::ViolenceAgainstCivilians),
        Verb,
    ),
    ("execution|executions|beheading|massacre|massacres", Kind(K::ViolenceAgainstCivilians), Noun),
    ("put|puts .. to death", Kind(K::ViolenceAgainstCivilians), Verb),
    ("kidnapped|abducted", Kind(K::Abduction), Verb),
    ("kidnapping|abduction|kidnappings|abductions", Kind(K::Abduction), Noun),
    ("took|taken hostage|hostages", Kind(K::Abduction), Verb),
    // Breaches.
    (
        "breach|breaches|violation|violations of the truce|ceasefire|cease-fire|cessation|agreement|deal",
        Breach,
        Noun,
    ),
    ("truce|ceasefire|cease-fire breach|breaches|violation|violations", Breach, Noun),
    (
        "broke|broken|breached|violated|breaking|breaching|violating the truce|ceasefire|cease-fire|cessation|agreement",
        Breach,
        Verb,
    ),
    ("breaches|violations", Breach, Noun),
    // Generic attacks; what they were, the clause tells.
    ("struck|hit|targeted|strikes|targeting", Strike, Verb),
    ("strike|strikes|raid|raids", Strike, Noun),
    ("bombed|bombing|bomb|bombs", Bomb, Verb),
    ("attacked|attacking|ambushed", Attack, Verb),
    ("attack|attacks|assault|assaults|ambush|ambushes", Attack, Noun),
    // People harmed.
    (
        "killed|kills|killing|died|wounded|injured|injuring|wounding|dead|deaths|casualties",
        Harm,
        Verb,
    ),
    // Forces.
    ("withdrew|withdrawn|withdraw|withdrawing|withdraws|retreated", Kind(K::Withdrawal), Verb),
    ("pulled|pull|pulling|draw|drew|drawn|drawing back", Kind(K::Withdrawal), Verb),
    ("pulled|pull out|troops", Kind(K::Withdrawal), Verb),
    ("withdrawal|pull-back|pullback|pullout|draw-back", Kind(K::Withdrawal), Noun),
    ("captured|recaptured|retook|seized|regained", Kind(K::TerritoryChange), Verb),
    ("took|taken|seized|regained|gained|lost|losing control", Kind(K::TerritoryChange), Verb),
    ("fell to", Kind(K::TerritoryChange), Verb),
    ("tightened|tighten|tightening .. noose|siege|ring|grip|blockade", Kind(K::Siege), Verb),
    ("drew|draw|closed|closing .. ring|noose .. tighter|around", Kind(K::Siege), Verb),
    ("encircled|besieged|blockaded|surrounded", Kind(K::Siege), Verb),
    ("deployed|redeployed", Kind(K::ForceMovement), Verb),
    ("moved .. troops|tanks|forces|artillery|weapons", Kind(K::ForceMovement), Verb),
    ("dug|digging trenches|in", Kind(K::Fortification), Verb),
    (
        "built|erected|raised .. berm|berms|earthworks|fortifications|checkpoint",
        Kind(K::Fortification),
        Verb,
    ),
    ("flew over", Kind(K::Overflight), Verb),
    ("overflight|overflights", Kind(K::Overflight), Noun),
    ("violated .. airspace", Kind(K::Overflight), Verb),
    // Monitors.
    (
        "monitors|observers were|was denied|refused|barred|prevented|blocked|stopped|turned",
        Kind(K::RestrictionOfMonitors),
        Verb,
    ),
    ("barred|blocked|prevented|stopped monitors|observers", Kind(K::RestrictionOfMonitors), Verb),
    // Aid.
    ("requested|asked|appealed ... passage|access", Kind(K::AidRequest), Verb),
    ("passage|access was|were granted|approved|allowed", Kind(K::AidApproval), Verb),
    (
        "approved|granted|authorised|authorized .. convoy|convoys|passage|access|deliveries|delivery",
        Kind(K::AidApproval),
        Verb,
    ),
    (
        "aid|convoy|convoys|trucks|relief|supplies entered|reached|arrived|crossed",
        Kind(K::AidPassage),
        Verb,
    ),
    (
        "aid|convoy|convoys|trucks|relief|supplies was|were|has|had delivered|shipped|distributed|reached|entered|arrived",
        Kind(K::AidPassage),
        Verb,
    ),
    (
        "aid|convoy|convoys|trucks|relief|supplies has|had|have been delivered|shipped|distributed",
        Kind(K::AidPassage),
        Verb,
    ),
    (
        "delivered|brought|shipped|distributed aid|relief|food|medicine|supplies",
        Kind(K::AidPassage),
        Verb,
    ),
    ("delivered|brought|shipped|distributed .. aid", Kind(K::AidPassage), Verb),
    (
        "trucks|convoy|convoys|lorries|aid are|were|is|was|still waiting|held|stuck|stranded|blocked|stopped|delayed",
        Kind(K::AidObstruction),
        Verb,
    ),
    (
        "trucks|convoy|convoys|lorries|aid are|were|is|was still|being waiting|held|stuck|stranded|blocked|stopped|delayed",
        Kind(K::AidObstruction),
        Verb,
    ),
    (
        "blocked|obstructed|barred|halted|stopped|refused|turned|delayed aid|convoy|convoys|trucks|relief|deliveries",
        Kind(K::AidObstruction),
        Verb,
    ),
    (
        "blocked|obstructed|barred|halted|stopped|delayed .. convoy|convoys|trucks|aid",
        Kind(K::AidObstruction),
        Verb,
    ),
    // Prisoners.
    ("released|freed .. prisoners|detainees|hostages|captives", Kind(K::DetaineeRelease), Verb),
    (
        "prisoners|detainees|hostages|captives were|was released|freed",
        Kind(K::DetaineeRelease),
        Verb,
    ),
    ("prisoner|detainee|prisoners swap|exchange", Kind(K::DetaineeRelease), Noun),
    // Words.
    ("talks|negotiations", Talks, Noun),
    ("met|conferred|bargaining|grappled|negotiated|agreed", Talks, Verb),
    ("declared|declares .. over|ended|dead", Statement, Verb),
    ("took|takes|take effect", Statement, Verb),
    ("came|comes into force|effect", Statement, Verb),
    ("expressed regret", Statement, Verb),
    ("called on|for", Statement, Verb),
    ("apologised|apologized", Statement, Verb),
];
