//! The vocabulary in the form's languages: English, Arabic, Russian.

use crate::field_report::{Sense, Wind};
use armistice_model::{EventKind, WeaponClass};

/// A text in English, Arabic and Russian.
pub(super) type Said = [&'static str; 3];

/// What a kind of event is called.
pub(super) fn kind(kind: EventKind) -> Said {
    match kind {
        EventKind::Shelling => ["Shelling", "قصف مدفعي أو صاروخي", "Обстрел"],
        EventKind::Airstrike => ["Airstrike", "غارة جوية", "Авиаудар"],
        EventKind::DroneStrike => ["Drone strike", "ضربة بطائرة مسيّرة", "Удар беспилотника"],
        EventKind::SmallArmsFire => {
            ["Small-arms fire", "إطلاق نار بأسلحة خفيفة", "Огонь из стрелкового оружия"]
        }
        EventKind::Clash => ["Clash", "اشتباك", "Столкновение"],
        EventKind::GroundAssault => ["Ground assault", "هجوم بري", "Наземная атака"],
        EventKind::ViolenceAgainstCivilians => {
            ["Violence against civilians", "عنف ضد المدنيين", "Насилие против гражданских лиц"]
        }
        EventKind::Explosion => ["Explosion", "انفجار", "Взрыв"],
        EventKind::AttackOnAid => {
            ["Attack on aid", "هجوم على المساعدات", "Нападение на гуманитарную помощь"]
        }
        EventKind::CeasefireBreach => [
            "Breach of the ceasefire, not described",
            "خرق لوقف إطلاق النار دون وصف",
            "Нарушение перемирия без описания",
        ],
        EventKind::Abduction => ["Abduction", "اختطاف", "Похищение"],
        EventKind::ForceMovement => ["Force movement", "تحرك قوات", "Передвижение сил"],
        EventKind::Withdrawal => ["Withdrawal", "انسحاب", "Отвод сил"],
        EventKind::TerritoryChange => {
            ["Ground changes hands", "تغيّر السيطرة على الأرض", "Переход территории"]
        }
        EventKind::Siege => ["Siege", "حصار", "Осада"],
        EventKind::Fortification => ["Fortification", "تحصينات", "Укрепления"],
        EventKind::WeaponPresence => ["Weapon presence", "وجود أسلحة", "Наличие вооружения"],
        EventKind::Overflight => ["Overflight", "تحليق", "Пролёт авиации"],
        EventKind::RestrictionOfMonitors => {
            ["Restriction of monitors", "تقييد المراقبين", "Ограничение наблюдателей"]
        }
        EventKind::RestrictionOfMovement => {
            ["Restriction of movement", "تقييد الحركة", "Ограничение передвижения"]
        }
        EventKind::AidRequest => ["Aid request", "طلب مساعدات", "Запрос на доставку помощи"],
        EventKind::AidApproval => {
            ["Aid approval", "الموافقة على المساعدات", "Разрешение на доставку помощи"]
        }
        EventKind::AidPassage => ["Aid passage", "مرور المساعدات", "Проход помощи"],
        EventKind::AidObstruction => {
            ["Aid obstruction", "عرقلة المساعدات", "Препятствование помощи"]
        }
        EventKind::DetaineeRelease => {
            ["Detainee release", "إطلاق سراح محتجزين", "Освобождение удерживаемых лиц"]
        }
        EventKind::Talks => ["Talks", "محادثات", "Переговоры"],
        EventKind::Statement => ["Statement", "تصريح", "Заявление"],
    }
}

/// What a class of weapon is called.
pub(super) fn weapon(class: WeaponClass) -> Said {
    match class {
        WeaponClass::Tank => ["Tank", "دبابة", "Танк"],
        WeaponClass::Artillery => ["Artillery", "مدفعية", "Артиллерия"],
        WeaponClass::Mortar => ["Mortar", "هاون", "Миномёт"],
        WeaponClass::RocketArtillery => {
            ["Multiple-launch rockets", "راجمة صواريخ", "Реактивная система залпового огня"]
        }
        WeaponClass::TacticalMissile => ["Tactical missile", "صاروخ تكتيكي", "Тактическая ракета"],
        WeaponClass::AntiTankMissile => {
            ["Anti-tank missile", "صاروخ مضاد للدروع", "Противотанковая ракета"]
        }
        WeaponClass::PersonnelCarrier => {
            ["Armoured personnel carrier", "ناقلة جند مدرعة", "Бронетранспортёр или БМП"]
        }
        WeaponClass::Vehicle => {
            ["Other military vehicle", "مركبة عسكرية أخرى", "Другая военная машина"]
        }
        WeaponClass::HeavyMachineGun => {
            ["Heavy machine gun", "رشاش ثقيل", "Крупнокалиберный пулемёт"]
        }
        WeaponClass::LightMachineGun => ["Light machine gun", "رشاش خفيف", "Ручной пулемёт"],
        WeaponClass::SmallArms => ["Small arms", "أسلحة خفيفة", "Стрелковое оружие"],
        WeaponClass::Personnel => ["Fighters", "مقاتلون", "Личный состав"],
        WeaponClass::Aircraft => ["Aeroplane", "طائرة", "Самолёт"],
        WeaponClass::Helicopter => ["Helicopter", "مروحية", "Вертолёт"],
        WeaponClass::Drone => ["Drone", "طائرة مسيّرة", "Беспилотник"],
        WeaponClass::Explosive => {
            ["Bomb or mine", "عبوة ناسفة أو لغم", "Взрывное устройство или мина"]
        }
    }
}

/// How an observer knows.
pub(super) fn sense(sense: Sense) -> Said {
    match sense {
        Sense::Heard => ["Heard it", "سمعته", "Слышал(а)"],
        Sense::Seen => ["Saw it", "رأيته", "Видел(а)"],
        Sense::Told => ["Was told of it", "أُخبرت به", "Рассказали"],
    }
}

/// What a direction is called.
pub(super) fn wind(wind: Wind) -> Said {
    match wind {
        Wind::N => ["North (N)", "شمال (N)", "Север (С)"],
        Wind::Nne => {
            ["North-north-east (NNE)", "شمال شمال شرق (NNE)", "Северо-северо-восток (ССВ)"]
        }
        Wind::Ne => ["North-east (NE)", "شمال شرق (NE)", "Северо-восток (СВ)"],
        Wind::Ene => ["East-north-east (ENE)", "شرق شمال شرق (ENE)", "Востоко-северо-восток (ВСВ)"],
        Wind::E => ["East (E)", "شرق (E)", "Восток (В)"],
        Wind::Ese => ["East-south-east (ESE)", "شرق جنوب شرق (ESE)", "Востоко-юго-восток (ВЮВ)"],
        Wind::Se => ["South-east (SE)", "جنوب شرق (SE)", "Юго-восток (ЮВ)"],
        Wind::Sse => ["South-south-east (SSE)", "جنوب جنوب شرق (SSE)", "Юго-юго-восток (ЮЮВ)"],
        Wind::S => ["South (S)", "جنوب (S)", "Юг (Ю)"],
        Wind::Ssw => ["South-south-west (SSW)", "جنوب جنوب غرب (SSW)", "Юго-юго-запад (ЮЮЗ)"],
        Wind::Sw => ["South-west (SW)", "جنوب غرب (SW)", "Юго-запад (ЮЗ)"],
        Wind::Wsw => ["West-south-west (WSW)", "غرب جنوب غرب (WSW)", "Западо-юго-запад (ЗЮЗ)"],
        Wind::W => ["West (W)", "غرب (W)", "Запад (З)"],
        Wind::Wnw => ["West-north-west (WNW)", "غرب شمال غرب (WNW)", "Западо-северо-запад (ЗСЗ)"],
        Wind::Nw => ["North-west (NW)", "شمال غرب (NW)", "Северо-запад (СЗ)"],
        Wind::Nnw => ["North-north-west (NNW)", "شمال شمال غرب (NNW)", "Северо-северо-запад (ССЗ)"],
    }
}
