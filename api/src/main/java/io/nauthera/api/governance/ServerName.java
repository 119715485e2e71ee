package io.nauthera.api.governance;

/** The name of an AuthServer; printed as {@code namespace/name}. */
public record ServerName(String namespace, String name) {
  @Override
  public String toString() {
    return namespace + "/" + name;
  }
}
