//! Counts for `/metrics`: requests by route and status, time by route. No label ever holds what a visitor typed.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Mutex;
use std::time::Duration;

/// Upper bounds of the buckets, in seconds.
const BUCKETS: [f64; 8] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.25, 1.0];

/// Requests since the start.
#[derive(Default)]
pub struct Metrics {
    routes: Mutex<BTreeMap<String, Route>>,
}

#[derive(Default, Clone)]
struct Route {
    statuses: BTreeMap<u16, u64>,
    buckets: [u64; BUCKETS.len()],
    seconds: f64,
    count: u64,
}

impl Metrics {
    /// Counts one request; `route` is the pattern, never the path.
    pub fn request(&self, route: &str, status: u16, took: Duration) {
        let mut routes = self.routes.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if !routes.contains_key(route) {
            routes.insert(route.to_owned(), Route::default());
        }
        let Some(counts) = routes.get_mut(route) else { return };
        let seconds = took.as_secs_f64();
        *counts.statuses.entry(status).or_default() += 1;
        for (bucket, bound) in counts.buckets.iter_mut().zip(BUCKETS) {
            *bucket += u64::from(seconds <= bound);
        }
        counts.seconds += seconds;
        counts.count += 1;
    }

    /// The counts in the text form of Prometheus.
    pub fn render(&self, out: &mut String) {
        let routes = self.routes.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clone();
        out.push_str("# TYPE yimen_requests_total counter\n");
        for (route, counts) in &routes {
            for (status, count) in &counts.statuses {
                let _ =
                    writeln!(out, "yimen_requests_total{{route=\"{route}\",status=\"{status}\"}} {count}");
            }
        }
        out.push_str("# TYPE yimen_request_seconds histogram\n");
        for (route, counts) in &routes {
            for (bucket, bound) in counts.buckets.iter().zip(BUCKETS) {
                let _ = writeln!(
                    out,
                    "yimen_request_seconds_bucket{{route=\"{route}\",le=\"{bound}\"}} {bucket}"
                );
            }
            let _ = writeln!(
                out,
                "yimen_request_seconds_bucket{{route=\"{route}\",le=\"+Inf\"}} {}",
                counts.count
            );
            let _ = writeln!(out, "yimen_request_seconds_sum{{route=\"{route}\"}} {}", counts.seconds);
            let _ = writeln!(out, "yimen_request_seconds_count{{route=\"{route}\"}} {}", counts.count);
        }
    }
}
