//! What the form asks, in which order, and which answers it lets through.

use super::words::Said;

/// The form's title.
pub(super) const TITLE: Said = ["Field report", "تقرير ميداني", "Донесение наблюдателя"];

/// What a question is answered with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// A short text.
    Text,
    /// A long one.
    Words,
    /// A whole number.
    Whole,
    /// Degrees, from the phone's compass where it has one.
    Compass,
    /// A day and a time with its zone.
    Moment,
    /// Where the phone is.
    Here,
    /// A point put on a map.
    OnMap,
    /// One of a list.
    One(List),
    /// Any of a list.
    Some(List),
}

/// A list to choose from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum List {
    Sources,
    Senses,
    Kinds,
    Weapons,
    Actors,
    Places,
    Winds,
}

/// One question. The name is that of the answer's element, right under the root.
pub(super) struct Question {
    pub(super) name: &'static str,
    pub(super) answer: Answer,
    pub(super) label: Said,
    pub(super) hint: Option<Said>,
    /// XPath expressions of the bind: `required`, `relevant`, `constraint`.
    pub(super) rules: &'static [(&'static str, &'static str)],
    /// What is said where the constraint does not hold.
    pub(super) unless: Option<Said>,
}

/// Questions that stand on one screen.
pub(super) struct Section {
    pub(super) name: &'static str,
    pub(super) label: Said,
    pub(super) questions: &'static [Question],
}

const NEEDED: (&str, &str) = ("required", "true()");
const COUNTED: (&str, &str) = ("constraint", ". >= 0");
const ORDER: Said = [
    "Not less than the number before it.",
    "يجب ألا يقل عن الرقم السابق.",
    "Не меньше предыдущего числа.",
];
const NOT_NEGATIVE: Said = ["0 or more.", "0 أو أكثر.", "0 или больше."];

const fn ask(name: &'static str, answer: Answer, label: Said) -> Question {
    Question { name, answer, label, hint: None, rules: &[], unless: None }
}

const fn ruled(
    question: Question,
    rules: &'static [(&'static str, &'static str)],
    unless: Option<Said>,
) -> Question {
    Question { rules, unless, ..question }
}

const fn hinted(question: Question, hint: Said) -> Question {
    Question { hint: Some(hint), ..question }
}

/// Number of at least, at most.
const fn at_least(name: &'static str, label: Said) -> Question {
    ruled(ask(name, Answer::Whole, label), &[COUNTED], Some(NOT_NEGATIVE))
}

/// The form, but for its photos.
pub(super) const SECTIONS: &[Section] = &[
    Section {
        name: "when",
        label: ["Who reports, and when", "من يبلّغ ومتى", "Кто и когда"],
        questions: &[
            ruled(
                ask("source", Answer::One(List::Sources), ["Team", "الفريق", "Группа"]),
                &[NEEDED],
                None,
            ),
            ruled(
                ask(
                    "observed_from",
                    Answer::Moment,
                    ["From when", "من الساعة", "С какого времени"],
                ),
                &[NEEDED, ("constraint", ". <= now()")],
                Some(["Not yet to come.", "ليس في المستقبل.", "Не в будущем."]),
            ),
            ruled(
                ask(
                    "observed_until",
                    Answer::Moment,
                    ["Until when", "حتى الساعة", "До какого времени"],
                ),
                &[NEEDED, ("constraint", ". >= /data/observed_from")],
                Some(["Not before the beginning.", "ليس قبل البداية.", "Не раньше начала."]),
            ),
        ],
    },
    Section {
        name: "what",
        label: ["What happened", "ماذا حدث", "Что произошло"],
        questions: &[
            ruled(
                ask(
                    "heard_or_seen",
                    Answer::One(List::Senses),
                    ["How do you know?", "كيف علمت؟", "Откуда вы знаете?"],
                ),
                &[NEEDED],
                None,
            ),
            ruled(
                ask(
                    "kind",
                    Answer::One(List::Kinds),
                    ["What was it?", "ما الذي حدث؟", "Что это было?"],
                ),
                &[NEEDED],
                None,
            ),
            ask(
                "weapon",
                Answer::One(List::Weapons),
                ["With which weapon", "بأي سلاح", "Каким оружием"],
            ),
            ruled(
                ask(
                    "weapon_model",
                    Answer::Text,
                    ["Its model, if known", "الطراز إن عُرف", "Модель, если известна"],
                ),
                &[("relevant", "/data/weapon != ''")],
                None,
            ),
            hinted(
                ask("by", Answer::Some(List::Actors), ["By whom", "من قام بذلك", "Кем"]),
                [
                    "One of these did it. Leave empty if you do not know.",
                    "أحد هؤلاء. اتركه فارغاً إن لم تكن تعرف.",
                    "Кто-то из них. Если не знаете, оставьте пустым.",
                ],
            ),
            ask("on", Answer::Some(List::Actors), ["Against whom", "ضد من", "Против кого"]),
        ],
    },
    Section {
        name: "from_here",
        label: ["Where you stood", "أين كنت", "Где вы находились"],
        questions: &[
            hinted(
                ask(
                    "observer_position",
                    Answer::Here,
                    ["Your position", "موقعك", "Ваше положение"],
                ),
                [
                    "It is sealed: nobody reads it outside verification.",
                    "يُحفظ مختوماً ولا يُنشر.",
                    "Хранится закрыто и не публикуется.",
                ],
            ),
            ask(
                "bearing_deg",
                Answer::Compass,
                ["Direction by compass", "الاتجاه بالبوصلة", "Направление по компасу"],
            ),
            ruled(
                ask(
                    "bearing_sector",
                    Answer::One(List::Winds),
                    ["Or direction by name", "أو الاتجاه بالاسم", "Или сторона света"],
                ),
                &[("relevant", "/data/bearing_deg = ''")],
                None,
            ),
            ruled(
                ask(
                    "range_low",
                    Answer::Whole,
                    [
                        "Distance at least (metres)",
                        "المسافة على الأقل (متر)",
                        "Расстояние не менее (м)",
                    ],
                ),
                &[("constraint", ". >= 0 and . <= 100000")],
                Some(["0 to 100,000 m.", "من 0 إلى 100000 متر.", "От 0 до 100 000 м."]),
            ),
            ruled(
                ask(
                    "range_high",
                    Answer::Whole,
                    [
                        "Distance at most (metres)",
                        "المسافة على الأكثر (متر)",
                        "Расстояние не более (м)",
                    ],
                ),
                &[
                    ("required", "/data/range_low != ''"),
                    (
                        "constraint",
                        ". <= 100000 and (/data/range_low = '' or . >= /data/range_low)",
                    ),
                ],
                Some(ORDER),
            ),
        ],
    },
    Section {
        name: "there",
        label: [
            "Where it happened, if you know",
            "مكان الحدث إن عرفته",
            "Где это было, если известно",
        ],
        questions: &[
            ask("place_name", Answer::One(List::Places), ["Place", "المكان", "Место"]),
            ask("place_point", Answer::OnMap, ["On the map", "على الخريطة", "На карте"]),
            ruled(
                ask(
                    "place_radius",
                    Answer::Whole,
                    ["Give or take (metres)", "بدقة (متر)", "С точностью до (м)"],
                ),
                &[
                    ("relevant", "/data/place_point != ''"),
                    ("required", "true()"),
                    ("constraint", ". > 0 and . <= 100000"),
                ],
                Some(["1 to 100,000 m.", "من 1 إلى 100000 متر.", "От 1 до 100 000 м."]),
            ),
        ],
    },
    Section {
        name: "how_many",
        label: ["How many", "كم العدد", "Сколько"],
        questions: &[
            hinted(
                at_least(
                    "count_low",
                    ["Number, at least", "العدد على الأقل", "Количество, не менее"],
                ),
                [
                    "Of the thing itself: explosions, vehicles, trucks.",
                    "عدد الانفجارات أو المركبات أو الشاحنات.",
                    "Взрывов, машин, грузовиков.",
                ],
            ),
            ruled(
                ask(
                    "count_best",
                    Answer::Whole,
                    ["Number, most likely", "العدد الأرجح", "Количество, вероятно"],
                ),
                &[("constraint", "/data/count_low = '' or . >= /data/count_low")],
                Some(ORDER),
            ),
            ruled(
                ask(
                    "count_high",
                    Answer::Whole,
                    ["Number, at most", "العدد على الأكثر", "Количество, не более"],
                ),
                &[(
                    "constraint",
                    "(/data/count_low = '' or . >= /data/count_low) and (/data/count_best = '' or . >= /data/count_best)",
                )],
                Some(ORDER),
            ),
            at_least("killed_low", ["Killed, at least", "القتلى على الأقل", "Убитых, не менее"]),
            ruled(
                ask(
                    "killed_high",
                    Answer::Whole,
                    ["Killed, at most", "القتلى على الأكثر", "Убитых, не более"],
                ),
                &[("constraint", "/data/killed_low = '' or . >= /data/killed_low")],
                Some(ORDER),
            ),
            at_least("wounded_low", ["Wounded, at least", "الجرحى على الأقل", "Раненых, не менее"]),
            ruled(
                ask(
                    "wounded_high",
                    Answer::Whole,
                    ["Wounded, at most", "الجرحى على الأكثر", "Раненых, не более"],
                ),
                &[("constraint", "/data/wounded_low = '' or . >= /data/wounded_low")],
                Some(ORDER),
            ),
        ],
    },
    Section {
        name: "words",
        label: ["In your words", "بكلماتك", "Своими словами"],
        questions: &[
            hinted(
                ask(
                    "text",
                    Answer::Words,
                    ["What you heard or saw", "ما سمعته أو رأيته", "Что вы слышали или видели"],
                ),
                [
                    "Do not write who you are or where you stood.",
                    "لا تكتب من أنت ولا أين كنت.",
                    "Не пишите, кто вы и где находились.",
                ],
            ),
            ask("observer_name", Answer::Text, ["Your call sign", "رمزك أو اسمك", "Ваш позывной"]),
            ask(
                "observer_contact",
                Answer::Text,
                ["How to reach you", "كيف نتواصل معك", "Как с вами связаться"],
            ),
        ],
    },
];

/// The repeated group of photos.
pub(super) const PHOTOS: Said = ["Photos", "صور", "Фотографии"];
/// One photo.
pub(super) const PHOTO: Said = ["Photo", "صورة", "Фотография"];
