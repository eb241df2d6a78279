//! `yimen serve`: the centre of one division, until it is told to stop.

use std::sync::Arc;

use web::app::{App, Settings};

use crate::args::ServeArgs;
use crate::config::{Config, Settled};
use crate::outcome::{Outcome, Verdict};
use crate::{key_file, limits, listen, logs, opening, patience};

/// Reads the configuration, opens what is needed in the order in which failing is cheapest, and serves.
pub fn run(args: &ServeArgs, _json: bool) -> Outcome {
    let settled = Settled::read_here(&args.settings.0)?;
    let config = settled.config()?;
    logs::start(&config.log_level, config.log_format)?;
    let key = key_file::read(&config.key_file, args.create_key_file)?;
    opening::runtime()?.block_on(serve(&config, key))?;
    Ok(Verdict::Right)
}

async fn serve(config: &Config, key: [u8; key_file::KEY_BYTES]) -> anyhow::Result<()> {
    let listener = listen::bind(config.listen).await?;
    let store = opening::store(&config.database, patience::DATABASE).await?;
    let notices = Some(config.notices_dir.clone());
    let public_url = config.public_url.clone().unwrap_or_default();
    let centre = opening::centre(store, config.division, key, notices).await?.reached_at(&public_url);
    let centre = Arc::new(centre);
    let time = tokio::spawn(centre.clone().run(config.tick));
    let settings = Settings {
        public_url,
        secure_cookies: config.secure_cookies,
        trusted_proxies: config.trusted_proxies.clone(),
        paper_fonts: Some(config.fonts_dir.clone()),
        demo_clock: None,
        without_second_factor: false,
    };
    let pages = limits::around(web::app::router(App::new(centre, settings), api::programs()), config);
    tracing::info!(address = %listener.local_addr()?, division = %config.division, "listening");
    listen::serve_with(listener, pages, config.request_timeout.min(listen::HEAD)).await?;
    time.abort();
    Ok(())
}
