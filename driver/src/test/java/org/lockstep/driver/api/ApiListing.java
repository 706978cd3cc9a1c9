package org.lockstep.driver.api;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import javassist.CtClass;
import javassist.bytecode.AccessFlag;
import javassist.bytecode.AttributeInfo;
import javassist.bytecode.ClassFile;
import javassist.bytecode.DuplicateMemberException;
import javassist.bytecode.ExceptionsAttribute;
import javassist.bytecode.FieldInfo;
import javassist.bytecode.MethodInfo;
import javassist.bytecode.SignatureAttribute;

/**
 * What other code can name and call of some types, as lines that a person can review, and as a jar
 * of classes without code, which japicmp compares.
 *
 * <pre>
 *   type NAME | words | superclass | interfaces | generic signature
 *     member | words | descriptor | exceptions | generic signature
 * </pre>
 */
final class ApiListing {
  private static final String BETWEEN = " | ";
  private static final String TYPE = "type ";
  private static final String MEMBER = "  ";
  private static final int COLUMNS = 5;
  private static final int MADE_BY_THE_COMPILER = AccessFlag.SYNTHETIC;

  /** Java's flags by their words; a method's varargs is a field's transient, which no API has. */
  private static final Map<String, Integer> WORDS = new LinkedHashMap<>();

  static {
    WORDS.put("public", AccessFlag.PUBLIC);
    WORDS.put("protected", AccessFlag.PROTECTED);
    WORDS.put("static", AccessFlag.STATIC);
    WORDS.put("final", AccessFlag.FINAL);
    WORDS.put("abstract", AccessFlag.ABSTRACT);
    WORDS.put("interface", AccessFlag.INTERFACE);
    WORDS.put("annotation", AccessFlag.ANNOTATION);
    WORDS.put("enum", AccessFlag.ENUM);
    WORDS.put("varargs", AccessFlag.VARARGS);
  }

  private ApiListing() {}

  /** One text for types in any order. */
  static String of(Collection<CtClass> types) {
    return types.stream()
        .map(type -> of(type.getClassFile2(), type.getModifiers()))
        .sorted()
        .collect(Collectors.joining());
  }

  private static String of(ClassFile type, int flags) {
    StringBuilder text = new StringBuilder(TYPE);
    text.append(
        line(
            type.getName(),
            flags,
            type.getSuperclass(),
            List.of(type.getInterfaces()),
            signature(type.getAttribute(SignatureAttribute.tag))));
    TreeSet<String> members = new TreeSet<>();
    for (FieldInfo field : type.getFields()) {
      if (isApi(field.getAccessFlags())) {
        members.add(
            line(
                field.getName(),
                field.getAccessFlags(),
                field.getDescriptor(),
                List.of(),
                signature(field.getAttribute(SignatureAttribute.tag))));
      }
    }
    for (MethodInfo method : type.getMethods()) {
      if (isApi(method.getAccessFlags()) && !method.isStaticInitializer()) {
        ExceptionsAttribute thrown = method.getExceptionsAttribute();
        members.add(
            line(
                method.getName(),
                method.getAccessFlags(),
                method.getDescriptor(),
                thrown == null ? List.of() : List.of(thrown.getExceptions()),
                signature(method.getAttribute(SignatureAttribute.tag))));
      }
    }
    members.forEach(member -> text.append(MEMBER).append(member));
    return text.toString();
  }

  private static boolean isApi(int flags) {
    boolean seen = (flags & (AccessFlag.PUBLIC | AccessFlag.PROTECTED)) != 0;
    return seen && (flags & MADE_BY_THE_COMPILER) == 0;
  }

  private static String signature(AttributeInfo attribute) {
    return attribute == null ? "" : ((SignatureAttribute) attribute).getSignature();
  }

  private static String line(
      String name, int flags, String type, List<String> others, String signature) {
    String words =
        WORDS.entrySet().stream()
            .filter(word -> (flags & word.getValue()) != 0)
            .map(Map.Entry::getKey)
            .collect(Collectors.joining(" "));
    String all = String.join(", ", others);
    return String.join(BETWEEN, name, words, type, all, signature).stripTrailing() + "\n";
  }

  /** The types of a text as classes without code. */
  static byte[] jar(String text) throws IOException, DuplicateMemberException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream jar = new JarOutputStream(bytes)) {
      for (ClassFile type : types(text)) {
        jar.putNextEntry(new ZipEntry(type.getName().replace('.', '/') + ".class"));
        type.write(new DataOutputStream(jar));
      }
    }
    return bytes.toByteArray();
  }

  private static List<ClassFile> types(String text) throws DuplicateMemberException {
    List<ClassFile> types = new ArrayList<>();
    for (String line : text.lines().toList()) {
      if (line.startsWith(TYPE)) {
        types.add(type(columns(line.substring(TYPE.length()))));
      } else {
        add(columns(line.substring(MEMBER.length())), types.get(types.size() - 1));
      }
    }
    return types;
  }

  private static String[] columns(String line) {
    String[] columns = (line + BETWEEN + "end").split(" *\\| *", COLUMNS + 1);
    String[] all = new String[COLUMNS];
    for (int i = 0; i < COLUMNS; i++) {
      all[i] = i < columns.length - 1 ? columns[i] : "";
    }
    return all;
  }

  private static ClassFile type(String[] columns) {
    int flags = flags(columns[1]);
    boolean isInterface = (flags & AccessFlag.INTERFACE) != 0;
    ClassFile type = new ClassFile(isInterface, columns[0], columns[2]);
    // What a nested type has beyond a class file's own flags is only that it is static.
    type.setAccessFlags(flags & ~AccessFlag.STATIC | (isInterface ? 0 : AccessFlag.SUPER));
    if (!columns[3].isEmpty()) {
      type.setInterfaces(columns[3].split(", "));
    }
    if (!columns[4].isEmpty()) {
      type.addAttribute(new SignatureAttribute(type.getConstPool(), columns[4]));
    }
    return type;
  }

  private static void add(String[] columns, ClassFile to) throws DuplicateMemberException {
    int flags = flags(columns[1]);
    boolean isMethod = columns[2].startsWith("(");
    if (!isMethod) {
      FieldInfo field = new FieldInfo(to.getConstPool(), columns[0], columns[2]);
      field.setAccessFlags(flags);
      if (!columns[4].isEmpty()) {
        field.addAttribute(new SignatureAttribute(to.getConstPool(), columns[4]));
      }
      to.addField(field);
      return;
    }
    MethodInfo method = new MethodInfo(to.getConstPool(), columns[0], columns[2]);
    method.setAccessFlags(flags);
    if (!columns[3].isEmpty()) {
      ExceptionsAttribute thrown = new ExceptionsAttribute(to.getConstPool());
      thrown.setExceptions(columns[3].split(", "));
      method.setExceptionsAttribute(thrown);
    }
    if (!columns[4].isEmpty()) {
      method.addAttribute(new SignatureAttribute(to.getConstPool(), columns[4]));
    }
    to.addMethod(method);
  }

  private static int flags(String words) {
    int flags = 0;
    for (String word : words.split(" ")) {
      flags |= WORDS.getOrDefault(word, 0);
    }
    return flags;
  }
}
