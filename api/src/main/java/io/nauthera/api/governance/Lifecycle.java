package io.nauthera.api.governance;

/** How far an AuthClient is between its creation and its removal: that decides what it claims. */
public enum Lifecycle {
  /** Not registered at the server yet. */
  NEW,
  /** Registered at the server. */
  REGISTERED,
  /** Being deleted, and its client may still be at the server. */
  TERMINATING,
  /** Being deleted, and nothing of it is left at the server. */
  REMOVED
}
