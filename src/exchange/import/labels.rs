//! What other programs call a tag, a context or a project: which of them is a kind of work, and what remains.

use super::sink::Sink;
use crate::domain::{Mode, Order, TaskType};
use crate::text::clean_name;

/// Where the kind of work comes from when nothing has the name of a known one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TypeFrom {
    /// From nowhere: it stays open.
    #[default]
    Known,
    /// The first tag becomes a kind of work.
    Tag,
    /// The project, up to its first dot, becomes a kind of work.
    Project,
}

/// The labels of a thing, sorted out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::exchange) struct Labels {
    pub(in crate::exchange) kind: Option<String>,
    pub(in crate::exchange) project: Option<String>,
    /// Sorted, each once.
    pub(in crate::exchange) tags: Vec<String>,
}

impl Labels {
    /// Sorts a thing's labels: the first tag that names a known kind of work is its kind and no tag any more, else
    /// the project may name one and stays the project.
    pub(in crate::exchange) fn sort(
        project: Option<&str>,
        tags: &[String],
        from: TypeFrom,
        sink: &mut Sink,
    ) -> Labels {
        let (kind, used) = kind(project, tags, from, sink);
        let mut tags = tags.to_vec();
        if let Some(used) = used {
            tags.remove(used);
        }
        Labels { kind, ..Labels::of_names(project, &tags, sink) }
    }

    /// Labels of which none is a kind of work.
    pub(in crate::exchange) fn of_names(
        project: Option<&str>,
        tags: &[String],
        sink: &mut Sink,
    ) -> Labels {
        let mut tags: Vec<String> = tags.iter().filter_map(|tag| name(tag, sink)).collect();
        tags.order();
        tags.dedup();
        Labels { kind: None, project: project.and_then(|project| name(project, sink)), tags }
    }
}

/// The kind of work that the first of `tags` names that names one, with that tag's place; else the one that
/// `project` names; else where `from` says.
pub(in crate::exchange) fn kind(
    project: Option<&str>,
    tags: &[String],
    from: TypeFrom,
    sink: &mut Sink,
) -> (Option<String>, Option<usize>) {
    let known = |label: &str| sink.ground().type_named(label).map(|kind| kind.name.clone());
    if let Some((at, kind)) = (0..).zip(tags).find_map(|(at, tag)| Some((at, known(tag)?))) {
        return (Some(kind), Some(at));
    }
    if let Some(kind) = project.and_then(known) {
        return (Some(kind), None);
    }
    match from {
        TypeFrom::Known => (None, None),
        TypeFrom::Tag => {
            let kind = tags.first().and_then(|tag| named(tag, sink));
            let used = kind.is_some().then_some(0);
            (kind, used)
        }
        TypeFrom::Project => {
            (project.and_then(|name| named(name.split('.').next().unwrap_or(name), sink)), None)
        }
    }
}

/// The kind of work that `label` names; a new one when there is none of that name.
pub(in crate::exchange) fn named(label: &str, sink: &mut Sink) -> Option<String> {
    if let Some(known) = sink.ground().type_named(label) {
        return Some(known.name.clone());
    }
    let name = clean_name(&label.to_lowercase());
    if name.is_empty() {
        return None;
    }
    sink.name_type(TaskType::new(name.clone(), Mode::default()));
    Some(name)
}

/// A project or tag in the letters that names have here.
pub(in crate::exchange) fn name(label: &str, sink: &mut Sink) -> Option<String> {
    let name = clean_name(label);
    if name != label {
        sink.note("a name had characters that names have not here; they became `-`");
    }
    (!name.is_empty()).then_some(name)
}
