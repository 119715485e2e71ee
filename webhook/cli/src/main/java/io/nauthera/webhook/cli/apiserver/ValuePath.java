package io.nauthera.webhook.cli.apiserver;

import org.jspecify.annotations.Nullable;

/** The path of a value, formatted ({@code spec.scopes[0]}) only when it is needed. */
record ValuePath(@Nullable ValuePath parent, @Nullable String name, int index) {
  static final ValuePath ROOT = new ValuePath(null, null, -1);

  ValuePath child(String field) {
    return new ValuePath(this, field, -1);
  }

  ValuePath item(int at) {
    return new ValuePath(this, null, at);
  }

  @Override
  public String toString() {
    var out = new StringBuilder();
    write(out);
    return out.toString();
  }

  private void write(StringBuilder out) {
    if (parent == null) {
      return;
    }
    parent.write(out);
    if (name == null) {
      out.append('[').append(index).append(']');
    } else {
      out.append(parent.parent == null ? "" : ".").append(name);
    }
  }
}
