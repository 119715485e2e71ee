package io.nauthera.controller.connections;

import java.time.Duration;

/**
 * The limits of the calls to one AuthServer.
 *
 * @param parallelCalls how many calls run at the same time; further calls wait
 * @param longestWait how long a call waits for others
 * @param deadline how long a whole call may take
 * @param slowCall a call that takes so long counts as slow
 * @param recentCalls the calls are stopped if half of so many recent calls failed or were slow
 * @param enoughCalls the calls are not stopped before so many calls
 * @param firstPause how long the calls are stopped at first; doubled each time, with jitter
 * @param longestPause the longest of these pauses
 * @param longestRetryAfter how long the calls are stopped at most if the server asks to wait
 */
record GuardSettings(
    int parallelCalls,
    Duration longestWait,
    Duration deadline,
    Duration slowCall,
    int recentCalls,
    int enoughCalls,
    Duration firstPause,
    Duration longestPause,
    Duration longestRetryAfter) {
  static final GuardSettings DEFAULT =
      new GuardSettings(
          16,
          Duration.ofSeconds(60),
          Duration.ofSeconds(8),
          Duration.ofSeconds(4),
          10,
          5,
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofMinutes(5));
}
