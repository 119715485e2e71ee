package io.nauthera.api.oauth;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The form of host names and addresses in URIs: DNS names (RFC 1123), IPv4 addresses in their one
 * normal spelling, and IPv6 addresses.
 */
final class Hosts {
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
  private static final Pattern DOT = Pattern.compile("\\.");
  private static final Pattern NUMBER = Pattern.compile("[0-9]+|0x[0-9a-f]*");
  private static final Pattern IPV4 =
      Pattern.compile("((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(\\.(?!$)|$)){4}");
  private static final Pattern IPV6_CHARACTERS = Pattern.compile("[0-9a-f:]{2,39}");

  private Hosts() {}

  /** What is wrong with a host in lower case, as a sentence; null where it is valid. */
  static @Nullable String defectOf(String host) {
    if (host.isEmpty()) {
      return "has an empty host";
    }
    if (host.startsWith("[")) {
      return normalIpv6(host) == null
          ? "has an invalid IPv6 address: use a form such as [2001:db8::1]"
          : null;
    }
    if (host.indexOf('%') >= 0) {
      return "has a host that contains a percent sign: use the plain DNS name; other scripts in their xn-- form";
    }
    if (host.endsWith(".")) {
      return "has a host that ends in a dot: remove the dot";
    }
    String lastLabel = host.substring(host.lastIndexOf('.') + 1);
    if (NUMBER.matcher(lastLabel).matches()) {
      return IPV4.matcher(host).matches()
          ? null
          : "has a host that ends in a number but is not an IPv4 address of four decimal numbers, e.g. 192.0.2.1";
    }
    return isDnsName(host)
        ? null
        : "has a host that is not a DNS name (letters, digits, - and dots; other scripts in their xn-- form)";
  }

  private static boolean isDnsName(String host) {
    return host.length() <= 253
        && DOT.splitAsStream(host).allMatch(label -> LABEL.matcher(label).matches())
        && !host.startsWith(".");
  }

  /**
   * The normal spelling of an IPv6 address in brackets; null where it is none, or stands for an
   * IPv4 address.
   */
  static @Nullable String normalIpv6(String bracketed) {
    if (!bracketed.startsWith("[") || !bracketed.endsWith("]")) {
      return null;
    }
    String literal = bracketed.substring(1, bracketed.length() - 1);
    if (!IPV6_CHARACTERS.matcher(literal).matches()) {
      return null;
    }
    try {
      return InetAddress.getByName(bracketed) instanceof Inet6Address address
          ? "[" + normal(address.getAddress()) + "]"
          : null;
    } catch (UnknownHostException e) {
      return null;
    }
  }

  /**
   * RFC 5952 §4: lower case, no leading zeros, the first longest run of two or more zero groups is
   * "::".
   */
  private static String normal(byte[] address) {
    List<String> groups = new ArrayList<>();
    for (int i = 0; i < 16; i += 2) {
      groups.add(Integer.toHexString(((address[i] & 0xff) << 8) | (address[i + 1] & 0xff)));
    }
    int start = -1;
    int length = 1;
    for (int i = 0; i < 8; i++) {
      int run = 0;
      while (i + run < 8 && groups.get(i + run).equals("0")) {
        run++;
      }
      if (run > length) {
        start = i;
        length = run;
      }
    }
    return start < 0
        ? String.join(":", groups)
        : String.join(":", groups.subList(0, start))
            + "::"
            + String.join(":", groups.subList(start + length, 8));
  }
}
