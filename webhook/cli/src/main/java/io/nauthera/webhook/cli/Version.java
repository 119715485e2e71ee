package io.nauthera.webhook.cli;

import picocli.CommandLine.IVersionProvider;

/** The version of the jar. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"nauthera " + current()};
  }

  static String current() {
    String version = NautheraCommand.class.getPackage().getImplementationVersion();
    return version == null ? "unreleased" : version;
  }
}
