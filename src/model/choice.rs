//! Values that are one of a few words.
//!
//! Only words that the contract fixes stand here; what a site may choose for itself (types, roles,
//! states) is vocabulary. The JSON Schema of a choice comes from its doc comments, which editors show.

/// A value written as one of a few words.
pub trait Choice: Copy + 'static {
    /// What a wrong word is not: "a qualifier".
    const WHAT: &'static str;
    /// The words, in the order of the variants.
    const WORDS: &'static [&'static str];

    /// The value of a word.
    fn parse(word: &str) -> Option<Self>;

    /// The word of the value.
    fn as_str(self) -> &'static str;
}

macro_rules! choice {
    ($(#[$meta:meta])* $name:ident ($what:literal) { $($(#[$variant_meta:meta])* $variant:ident = $text:literal,)* }) => {
        $(#[$meta])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize, schemars::JsonSchema,
        )]
        pub enum $name {
            $($(#[$variant_meta])* #[serde(rename = $text)] #[schemars(rename = $text)] $variant,)*
        }

        impl Choice for $name {
            const WHAT: &'static str = $what;
            const WORDS: &'static [&'static str] = &[$($text),*];

            fn parse(word: &str) -> Option<Self> {
                match word {
                    $($text => Some(Self::$variant),)*
                    _ => None,
                }
            }

            fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }
        }
    };
}

choice! {
    /// What an entry is about.
    Kind("a kind of entry") {
        /// A rule, plan, agreement or mechanism.
        Policy = "policy",
        /// Something that is built or carried out.
        Project = "project",
        /// A place or organisation that others use.
        Platform = "platform",
    }
}

impl Kind {
    /// All kinds, in the order in which they are shown.
    pub const ALL: [Self; 3] = [Self::Policy, Self::Project, Self::Platform];

    /// The folder of its entries, and the segment of their addresses.
    pub fn folder(self) -> &'static str {
        match self {
            Self::Policy => "policies",
            Self::Project => "projects",
            Self::Platform => "platforms",
        }
    }

    /// The kind whose entries stand in this folder.
    pub fn of_folder(folder: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.folder() == folder)
    }
}

choice! {
    /// What a status or stage comes to, whatever a site calls it.
    StateClass("a class of states") {
        /// Announced or planned.
        Proposed = "proposed",
        /// In force, under way, in use.
        Active = "active",
        /// Finished as meant.
        Done = "done",
        /// Over without being finished: repealed, cancelled, closed.
        Ended = "ended",
        /// Nobody says.
        Unknown = "unknown",
    }
}

choice! {
    /// How far a milestone has come.
    MilestoneState("a state of a milestone") {
        /// Promised for its date.
        Planned = "planned",
        /// Reached on its date.
        Actual = "actual",
        /// Not reached by its date.
        Missed = "missed",
        /// Given up.
        Cancelled = "cancelled",
    }
}

choice! {
    /// Whether a figure was promised, reached or expected.
    ObservationState("a state of an observation") {
        /// Promised.
        Target = "target",
        /// Reported as reached.
        Actual = "actual",
        /// Foreseen, not promised.
        Expected = "expected",
    }
}

choice! {
    /// How exact a figure is, as its source puts it.
    Qualifier("a qualifier") {
        /// As it stands.
        Exact = "exact",
        /// A little less.
        Nearly = "nearly",
        /// A little less or more.
        About = "about",
        /// More, by how much is open.
        Over = "over",
        /// More, by less than one of its last unit.
        MoreThan = "more-than",
        /// This or more.
        AtLeast = "at-least",
        /// This or less.
        AtMost = "at-most",
    }
}

choice! {
    /// What span of time a figure speaks of.
    Basis("a basis") {
        /// The state at a moment.
        Level = "level",
        /// What came about within a period.
        Period = "period",
        /// What came about up to a moment.
        Cumulative = "cumulative",
        /// The difference from an earlier value.
        Change = "change",
    }
}

choice! {
    /// How far a translation can be trusted.
    TranslationStatus("a status of a translation") {
        /// Published by the authority itself; its text counts.
        Official = "official",
        /// Checked by a second person.
        Reviewed = "reviewed",
        /// Made by a person, not yet checked.
        Unreviewed = "unreviewed",
        /// Made by a machine.
        Machine = "machine",
    }
}

choice! {
    /// What kind of quantity an indicator counts.
    UnitClass("a class of units") {
        /// Things.
        Count = "count",
        /// Parts of a hundred.
        Percent = "percent",
        /// The difference of two percentages.
        PercentagePoint = "percentage-point",
        /// Money of one currency.
        Money = "money",
        /// Length.
        Length = "length",
        /// Area.
        Area = "area",
        /// Mass.
        Mass = "mass",
        /// A span of time.
        Time = "time",
        /// Mass by volume.
        Concentration = "concentration",
        /// Anything else, told apart by its symbol.
        Other = "other",
    }
}

choice! {
    /// Where the history of a page comes from.
    History("a source of page history") {
        /// From the commits of the repository.
        Git = "git",
        /// There is none.
        None = "none",
    }
}
