package io.nauthera.generate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the CRDs to charts/nauthera/files/crds, and pages about them to docs/reference. */
public final class Main {
  private Main() {}

  public static void main(String[] args) throws IOException {
    if (args.length != 1) {
      throw new IllegalArgumentException("usage: Main FOLDER (the root of the repository)");
    }
    Path root = Path.of(args[0]);
    Path crds = Files.createDirectories(root.resolve("charts/nauthera/files/crds"));
    Path pages = Files.createDirectories(root.resolve("docs/reference"));
    for (ObjectNode crd : CrdGenerator.generate()) {
      String name = crd.at("/metadata/name").textValue();
      String plural = crd.at("/spec/names/plural").textValue();
      Files.writeString(crds.resolve(name + ".yaml"), CrdGenerator.yaml(crd));
      Files.writeString(pages.resolve(plural + ".md"), ReferencePage.of(crd));
    }
    Files.writeString(pages.resolve("status.md"), StatusPage.create());
    Files.writeString(pages.resolve("metrics.md"), MetricsPage.create());
  }
}
