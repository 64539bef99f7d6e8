//! Drawing a whole site: every planned file, in parallel, straight to the stage.

use super::Ready;
use crate::{
    export::export,
    plan::Item,
    publish::{PublishError, Stage},
    render::{DrawError, Drawn, Renderer},
    site::Site,
};
use rayon::prelude::*;

/// A build that could not be finished.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    /// A page that a template cannot draw.
    #[error(transparent)]
    Draw(#[from] DrawError),
    /// The disk refuses, or the target is not ours.
    #[error(transparent)]
    Publish(#[from] PublishError),
}

/// Draws every planned file in parallel and hands each to the stage as soon as it is done, so that
/// the whole site never stands in memory; `drawn` is told of each.
///
/// # Errors
/// The first page that cannot be drawn or written; the stage is then to be dropped.
pub fn draw_all(
    site: &Site,
    ready: &Ready,
    stage: &Stage,
    drawn: impl Fn() + Sync,
) -> Result<(), BuildError> {
    let renderer = Renderer::new(site, &ready.plan, &ready.theme);
    draw_search(site, ready, stage)?;
    ready.plan.items.par_iter().filter(|(_, item)| **item != Item::Search).try_for_each(|(path, item)| {
        match renderer.draw(path, item)? {
            Drawn::Bytes(bytes) => stage.write(path, &bytes)?,
            Drawn::File(file) => stage.copy(path, &site.loaded.root.join(file.as_str()))?,
            Drawn::Exported => {
                let bytes = export(site, &ready.plan, item).unwrap_or_default();
                stage.write(path, &bytes)?;
            }
        }
        drawn();
        Ok(())
    })
}

/// Makes the search index and writes its files.
fn draw_search(site: &Site, ready: &Ready, stage: &Stage) -> Result<(), BuildError> {
    let index = ready.search(site);
    let paths: Vec<_> = index.paths().collect();
    paths.par_iter().try_for_each(|path| {
        let bytes = index.file(site, &ready.plan, path).unwrap_or_default();
        stage.write(path, &bytes)?;
        Ok(())
    })
}
