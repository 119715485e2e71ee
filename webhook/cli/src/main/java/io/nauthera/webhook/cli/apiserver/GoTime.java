package io.nauthera.webhook.cli.apiserver;

import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/** {@code time.Parse(time.RFC3339, …)}, of which only what it complains of is wanted. */
final class GoTime {
  private static final String LAYOUT = "2006-01-02T15:04:05Z07:00";

  private final String given;
  private String rest;

  private GoTime(String given) {
    this.given = given;
    this.rest = given;
  }

  /** Null where it is a time. */
  static @Nullable String problem(String text) {
    try {
      new GoTime(text).parse();
      return null;
    } catch (Issue e) {
      return e.getMessage();
    }
  }

  private void parse() throws Issue {
    int year = number("2006", 4, 4, 0, 9999, "year");
    skip("-");
    int month = number("01", 2, 2, 1, 12, "month");
    skip("-");
    int day = number("02", 2, 2, 0, 99, "day");
    skip("T");
    var unusedHour = number("15", 1, 2, 0, 23, "hour");
    skip(":");
    var unusedMinute = number("04", 2, 2, 0, 59, "minute");
    skip(":");
    var unusedSecond = number("05", 2, 2, 0, 59, "second");
    fraction();
    zone();
    if (!rest.isEmpty()) {
      throw said(": extra text: " + quote(rest));
    }
    if (day < 1 || day > YearMonth.of(year, month).lengthOfMonth()) {
      throw said(": day out of range");
    }
  }

  private int number(String element, int least, int most, int from, int to, String name)
      throws Issue {
    int digits = 0;
    while (digits < most && isDigit(digits)) {
      digits++;
    }
    if (digits < least) {
      throw unparsable(rest, element);
    }
    int number = Integer.parseInt(rest.substring(0, digits));
    rest = rest.substring(digits);
    if (number < from || number > to) {
      throw said(": " + name + " out of range");
    }
    return number;
  }

  private void skip(String prefix) throws Issue {
    if (!rest.startsWith(prefix)) {
      throw unparsable(rest, prefix);
    }
    rest = rest.substring(prefix.length());
  }

  private void fraction() {
    if (rest.length() > 1 && (rest.charAt(0) == '.' || rest.charAt(0) == ',') && isDigit(1)) {
      int end = 1;
      while (isDigit(end)) {
        end++;
      }
      rest = rest.substring(end);
    }
  }

  private void zone() throws Issue {
    if (rest.startsWith("Z")) {
      rest = rest.substring(1);
      return;
    }
    String zone = rest;
    boolean isZone =
        zone.length() >= 6
            && (zone.charAt(0) == '+' || zone.charAt(0) == '-')
            && isDigit(1)
            && isDigit(2)
            && zone.charAt(3) == ':'
            && isDigit(4)
            && isDigit(5);
    if (!isZone) {
      throw unparsable(zone, "Z07:00");
    }
    rest = zone.substring(6);
    if (Integer.parseInt(zone.substring(1, 3)) > 24) {
      throw said(": time zone offset hour out of range");
    }
    if (Integer.parseInt(zone.substring(4, 6)) > 60) {
      throw said(": time zone offset minute out of range");
    }
  }

  private boolean isDigit(int at) {
    return at < rest.length() && rest.charAt(at) >= '0' && rest.charAt(at) <= '9';
  }

  private Issue unparsable(String value, String element) {
    return new Issue(
        "parsing time %s as %s: cannot parse %s as %s"
            .formatted(quote(given), quote(LAYOUT), quote(value), quote(element)));
  }

  private Issue said(String what) {
    return new Issue("parsing time " + quote(given) + what);
  }

  /** Not strconv's: bytes that are not plain are written in hexadecimal. */
  private static String quote(String text) {
    var out = new StringBuilder("\"");
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (b == '"' || b == '\\') {
        out.append('\\').append((char) b);
      } else if (b < ' ') {
        out.append("\\x%02x".formatted(b & 0xFF));
      } else {
        out.append((char) b);
      }
    }
    return out.append('"').toString();
  }

  private static final class Issue extends Exception {
    private static final long serialVersionUID = 1L;

    Issue(String message) {
      super(message, null, false, false);
    }
  }
}
