//! The door itself: listening, letting in, closing.

use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, mpsc};
use std::thread::JoinHandle;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::{self, Runtime};
use tokio::sync::{Semaphore, watch};
use tokio::time::{sleep, timeout};

use crate::announce::announcing;

use super::app::App;
use super::gate::Gate;
use super::serve::serve_in;
use super::signals::Signals;
use super::slots::{Permit, Slot, Slots, Waiting};
use super::{Forward, Limits, Peer, Prompt, Refusal, Request, Response};

/// How long requests that are being served may take to end when the door closes.
const GRACE: Duration = Duration::from_secs(2);
/// How many newcomers are told at once that there is no place for them; others are simply closed.
const TURNED_AWAY: usize = 4;
/// How long that may take.
const TURNING_AWAY: Duration = Duration::from_millis(500);
/// How long the door waits when the system has no descriptor for a newcomer.
const BREATHER: Duration = Duration::from_millis(20);

/// What makes a stream with a known peer out of an accepted connection: this is where TLS goes.
pub trait Acceptor: Send + Sync + 'static {
    /// The stream that requests are read from.
    type Stream: AsyncRead + AsyncWrite + Unpin + Send + 'static;

    /// Makes it. An error ends the connection; the acceptor has said what there was to say.
    fn accept(&self, stream: Prompt, addr: SocketAddr)
    -> impl Future<Output = io::Result<(Self::Stream, Peer)>> + Send;
}

/// No encryption: the stream is the connection, the peer an address.
#[derive(Clone, Copy, Debug, Default)]
pub struct Plain;

impl Acceptor for Plain {
    type Stream = Prompt;

    async fn accept(&self, stream: Prompt, addr: SocketAddr) -> io::Result<(Prompt, Peer)> {
        Ok((stream, Peer { addr: Some(addr), ..Peer::default() }))
    }
}

/// A server: what listens, and what runs behind it. It closes when dropped.
pub struct Door {
    addr: SocketAddr,
    runtime: runtime::Handle,
    stop: watch::Sender<bool>,
    thread: Option<JoinHandle<()>>,
    ended: Option<watch::Receiver<Option<String>>>,
    // Dropped last: the app ends when nobody is served any more.
    app: Option<App>,
}

impl Door {
    /// Listens on `bind` (port 0: any that is free) and serves an app, which runs in a thread of its own:
    ///
    /// ```no_run
    /// use wirewalk_front::door::{Door, Limits};
    ///
    /// let door = Door::open(([127, 0, 0, 1], 5985).into(), Limits::default(), |app| {
    ///     for request in app.incoming_requests() {
    ///         // Whether the client stayed for the answer is not the app's concern.
    ///         let _ = request.respond(tiny_http::Response::from_string("fluffy tail"));
    ///     }
    /// })?;
    /// door.run_until_ctrl_c(|at| Ok(println!("http://{at}/")))?;
    /// # std::io::Result::Ok(())
    /// ```
    ///
    /// # Errors
    /// The address is taken or not ours, or there are not enough descriptors or threads.
    pub fn open(
        bind: SocketAddr,
        limits: Limits,
        app: impl FnOnce(&tiny_http::Server) + Send + 'static,
    ) -> io::Result<Door> {
        Door::open_over(bind, limits, Plain, app)
    }

    /// The same over whatever `acceptor` makes of a connection: [`super::Tls`] for HTTPS.
    ///
    /// # Errors
    /// As [`Door::open`].
    pub fn open_over(
        bind: SocketAddr,
        limits: Limits,
        acceptor: impl Acceptor,
        app: impl FnOnce(&tiny_http::Server) + Send + 'static,
    ) -> io::Result<Door> {
        let listener = listen(bind)?;
        let app = App::start(app)?;
        let (stop, stopping) = watch::channel(false);
        let slots = Slots::new(limits.connections, stopping);
        let forward =
            Forward::new(app.backend(), slots.at_once(), limits.app_time).until(app.ended()).marked(app.mark());
        let handler = move |request| {
            let forward = forward.clone();
            async move { forward.forward(request).await }
        };
        let mut door = Door::run(listener, limits, acceptor, handler, stop, slots)?;
        door.ended = Some(app.ended());
        door.app = Some(app);
        Ok(door)
    }

    /// Listens on `bind` and answers with `handler`, over whatever `acceptor` makes of a connection.
    ///
    /// # Errors
    /// As [`Door::open`].
    pub fn with<A, H, F>(bind: SocketAddr, limits: Limits, acceptor: A, handler: H) -> io::Result<Door>
    where
        A: Acceptor,
        H: Fn(Request) -> F + Send + Sync + 'static,
        F: Future<Output = Response> + Send + 'static,
    {
        let (stop, stopping) = watch::channel(false);
        let slots = Slots::new(limits.connections, stopping);
        Door::run(listen(bind)?, limits, acceptor, handler, stop, slots)
    }

    fn run<A, H, F>(
        listener: std::net::TcpListener,
        limits: Limits,
        acceptor: A,
        handler: H,
        stop: watch::Sender<bool>,
        slots: Arc<Slots>,
    ) -> io::Result<Door>
    where
        A: Acceptor,
        H: Fn(Request) -> F + Send + Sync + 'static,
        F: Future<Output = Response> + Send + 'static,
    {
        let addr = listener.local_addr()?;
        let runtime =
            runtime::Builder::new_multi_thread().worker_threads(2).thread_name("door").enable_all().build()?;
        let handle = runtime.handle().clone();
        let listener = {
            let _context = handle.enter();
            TcpListener::from_std(listener)?
        };
        let inside = Arc::new(Inside { limits: Arc::new(limits), acceptor, handler, slots: slots.clone() });
        let stopping = stop.subscribe();
        let thread = std::thread::Builder::new()
            .name(String::from("door"))
            .spawn(move || keep(runtime, listener, inside, stopping))?;
        Ok(Door { addr, runtime: handle, stop, thread: Some(thread), ended: None, app: None })
    }

    /// Where it listens.
    pub fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// Serves until Ctrl-C (or SIGTERM), then closes. `announce` is told where, once either would end it cleanly.
    ///
    /// # Errors
    /// That of `announce`; the app ended by itself, with what it said if it panicked; or Ctrl-C cannot be caught.
    pub fn run_until_ctrl_c(
        self,
        announce: impl FnOnce(SocketAddr) -> io::Result<()> + Send + 'static,
    ) -> io::Result<()> {
        let signals = {
            let _context = self.runtime.enter();
            Signals::watch()?
        };
        let (tell, told) = mpsc::channel();
        let (addr, failed) = (self.addr, tell.clone());
        // Nobody listens only when the process is ending anyway; so below.
        announcing(move || announce(addr), move |error| drop(failed.send(Err(error))))?;
        let ended = self.ended.clone();
        self.runtime.spawn(async move {
            let app_ends = async {
                match ended {
                    Some(mut ended) => {
                        ended.wait_for(Option::is_some).await.ok().and_then(|why| why.clone()).unwrap_or_default()
                    }
                    None => std::future::pending().await,
                }
            };
            let outcome = tokio::select! {
                () = signals.ended() => Ok(()),
                why = app_ends => Err(io::Error::other(format!("the app has ended: {why}"))),
            };
            let _ = tell.send(outcome);
        });
        told.recv().unwrap_or_else(|_| Err(io::Error::other("the door's runtime has stopped")))
    }

    /// Closes: nobody new is let in, requests that are being served may end (for up to two seconds), then the app ends and its
    /// socket goes. Dropping does the same.
    pub fn close(self) {}
}

impl Drop for Door {
    fn drop(&mut self) {
        self.stop.send_replace(true);
        if let Some(thread) = self.thread.take() {
            // A panic in there was printed already, and closing goes on.
            let _ = thread.join();
        }
        self.app = None;
    }
}

/// What a connection needs.
struct Inside<A, H> {
    limits: Arc<Limits>,
    acceptor: A,
    handler: H,
    slots: Arc<Slots>,
}

fn listen(bind: SocketAddr) -> io::Result<std::net::TcpListener> {
    let listener = std::net::TcpListener::bind(bind).map_err(|error| {
        let hint = if error.kind() == io::ErrorKind::AddrInUse { "; try another port, or 0 for any" } else { "" };
        io::Error::new(error.kind(), format!("cannot listen on {bind}: {error}{hint}"))
    })?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

/// The door's own thread: lets people in until it is told to stop, and sees them out.
fn keep<A, H, F>(
    runtime: Runtime,
    listener: TcpListener,
    inside: Arc<Inside<A, H>>,
    mut stopping: watch::Receiver<bool>,
) where
    A: Acceptor,
    H: Fn(Request) -> F + Send + Sync + 'static,
    F: Future<Output = Response> + Send + 'static,
{
    runtime.block_on(async {
        tokio::select! {
            () = let_in(listener, &inside) => {}
            // The sender gone means stop as well.
            _ = stopping.wait_for(|stop| *stop) => {}
        }
        // Those who are not done by then are cut off.
        let _ = timeout(GRACE, inside.slots.empty()).await;
    });
    runtime.shutdown_background();
}

/// Lets in one after the other.
async fn let_in<A, H, F>(listener: TcpListener, inside: &Arc<Inside<A, H>>)
where
    A: Acceptor,
    H: Fn(Request) -> F + Send + Sync + 'static,
    F: Future<Output = Response> + Send + 'static,
{
    let turned_away = Arc::new(Semaphore::new(TURNED_AWAY));
    loop {
        let Ok((stream, addr)) = listener.accept().await else {
            // Out of descriptors, or the client has gone already: neither ends a server.
            inside.slots.evict();
            sleep(BREATHER).await;
            continue;
        };
        if let Some(permit) = inside.slots.admit().await {
            tokio::spawn(connection(stream, addr, inside.clone(), permit));
        } else if let Ok(permit) = turned_away.clone().try_acquire_owned() {
            let inside = inside.clone();
            tokio::spawn(async move {
                let _ = timeout(TURNING_AWAY, turn_away(stream, addr, &inside)).await;
                drop(permit);
            });
        }
    }
}

/// One connection with a place.
async fn connection<A, H, F>(stream: TcpStream, addr: SocketAddr, inside: Arc<Inside<A, H>>, permit: Permit)
where
    A: Acceptor,
    H: Fn(Request) -> F + Send + Sync + 'static,
    F: Future<Output = Response> + Send + 'static,
{
    let slot = permit.slot();
    slot.wait(Waiting::Head);
    let stream = Prompt::new(stream, slot.clone());
    let accepted = tokio::select! {
        accepted = timeout(inside.limits.head_time, inside.acceptor.accept(stream, addr)) => accepted,
        () = slot.evicted() => return,
        () = slot.stopping() => return,
    };
    let Ok(Ok((stream, peer))) = accepted else { return };
    let gate = Gate::new(stream, inside.limits.clone(), slot.clone());
    serve_in(gate, peer, &inside.limits, slot, &inside.handler).await;
}

/// One connection without: it is told so, without being read.
async fn turn_away<A, H, F>(stream: TcpStream, addr: SocketAddr, inside: &Inside<A, H>)
where
    A: Acceptor,
    H: Fn(Request) -> F + Send + Sync + 'static,
    F: Future<Output = Response> + Send + 'static,
{
    let Ok((stream, peer)) = inside.acceptor.accept(stream.into(), addr).await else { return };
    let slot = Slot::alone();
    let gate = Gate::new(stream, inside.limits.clone(), slot.clone());
    gate.refuse(Refusal::Full);
    serve_in(gate, peer, &inside.limits, &slot, &inside.handler).await;
}
