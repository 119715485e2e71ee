package io.nauthera.generate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator.Feature;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.AuthPolicy;
import io.nauthera.api.v1alpha1.AuthServer;
import io.nauthera.api.v1alpha1.UserStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** The CustomResourceDefinitions, from the Java types and what annotations cannot say. */
final class Crds {
  private static final ObjectMapper YAML =
      new ObjectMapper(
          YAMLFactory.builder()
              .disable(Feature.WRITE_DOC_START_MARKER, Feature.SPLIT_LINES)
              .enable(Feature.INDENT_ARRAYS_WITH_INDICATOR)
              .build());

  private Crds() {}

  static List<ObjectNode> generate() throws IOException {
    Map<String, ByteArrayOutputStream> files = new ConcurrentSkipListMap<>();
    var unused =
        new CRDGenerator()
            .customResourceClasses(
                AuthClient.class, AuthPolicy.class, AuthServer.class, UserStore.class)
            .forCRDVersions("v1")
            .withOutput(new InMemory(files))
            .detailedGenerate();
    List<ObjectNode> crds = new ArrayList<>();
    for (ByteArrayOutputStream file : files.values()) {
      var crd = (ObjectNode) YAML.readTree(file.toByteArray());
      SchemaDetails.addTo(crd);
      crds.add(crd);
    }
    return crds;
  }

  static String yaml(ObjectNode crd) throws JsonProcessingException {
    return "# Generated from the Java types by `make generate`: edit those.\n"
        + YAML.writeValueAsString(crd);
  }

  /** Keeps what the generator writes instead of putting it in files. */
  private record InMemory(Map<String, ByteArrayOutputStream> files)
      implements CRDGenerator.CRDOutput<ByteArrayOutputStream> {
    @Override
    public ByteArrayOutputStream outputFor(String name) {
      return files.computeIfAbsent(name, key -> new ByteArrayOutputStream());
    }

    @Override
    public URI crdURI(String name) {
      return URI.create("file:///" + name);
    }

    @Override
    public void close() {}
  }
}
