package io.nauthera.e2e.faults;

/** What happens at one call of the controller to a server. */
enum Fault {
  INTERNAL_ERROR(500),
  UNAVAILABLE(503),
  TOO_MANY_REQUESTS(429),
  CONFLICT(409),
  /** No answer comes, and the request never arrives. */
  HANG(0),
  LOST_REQUEST(0),
  /** The request takes effect, and the connection ends without an answer. */
  LOST_ANSWER(0),
  /** The request takes effect, and the connection ends in the middle of the answer. */
  HALF_ANSWER(0),
  /** The controller is killed (SIGKILL) before the request arrives. */
  KILL_BEFORE(0),
  /** The controller is killed after the request took effect. */
  KILL_AFTER(0);

  private final int status;

  Fault(int status) {
    this.status = status;
  }

  /** Zero if the server does not answer. */
  int status() {
    return status;
  }

  boolean kills() {
    return this == KILL_BEFORE || this == KILL_AFTER;
  }
}
