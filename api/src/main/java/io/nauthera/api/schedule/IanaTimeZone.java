package io.nauthera.api.schedule;

import io.nauthera.api.text.Quoted;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.time.zone.ZoneRulesProvider;
import java.util.Map;
import java.util.Optional;

/**
 * A time zone by a name of the IANA time zone database. Two zones are equal if their clocks always
 * showed and will show the same time, whatever their names.
 */
public final class IanaTimeZone implements Comparable<IanaTimeZone> {
  /** Names that the JDK leaves out. */
  private static final Map<String, String> LINKS =
      Map.of(
          "EST", "America/Panama",
          "MST", "America/Phoenix",
          "HST", "Pacific/Honolulu",
          "ROC", "Asia/Taipei",
          "GMT+0", "Etc/GMT",
          "GMT-0", "Etc/GMT");

  /** Names that only the JDK has. */
  private static final String JDK_ONLY = "SystemV/";

  public static final IanaTimeZone UTC = parse("UTC");

  private final String name;
  private final ZoneId zone;

  private IanaTimeZone(String name, ZoneId zone) {
    this.name = name;
    this.zone = zone;
  }

  /** The message of the exception says what is wrong. */
  public static IanaTimeZone parse(String name) {
    String id = LINKS.getOrDefault(name, name);
    if (!ZoneRulesProvider.getAvailableZoneIds().contains(id) || id.startsWith(JDK_ONLY)) {
      throw new IllegalArgumentException(
          "%s is not a time zone: use a name of the IANA time zone database with the same capital letters, e.g. UTC, Europe/Berlin or America/New_York"
              .formatted(Quoted.of(name)));
    }
    return new IanaTimeZone(name, ZoneId.of(id));
  }

  /** Why the text is not a time zone, as a sentence; empty where it is one. */
  public static Optional<String> defectOf(String name) {
    try {
      var unused = parse(name);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.ofNullable(e.getMessage());
    }
  }

  private String meaning() {
    ZoneRules rules = zone.getRules();
    return rules.getOffset(Instant.EPOCH)
        + rules.getTransitions().toString()
        + rules.getTransitionRules();
  }

  @Override
  public int compareTo(IanaTimeZone other) {
    return zone.equals(other.zone) ? 0 : meaning().compareTo(other.meaning());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IanaTimeZone that && compareTo(that) == 0;
  }

  @Override
  public int hashCode() {
    return meaning().hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}
