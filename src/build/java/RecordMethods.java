import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns the call sites by which records are compared and hashed into methods of the class. Java
 * links such a site when it is first reached, each by several hidden classes that no cache keeps.
 */
final class RecordMethods implements ClassTransform {
  private static final String BOOTSTRAPS = "Ljava/lang/runtime/ObjectMethods;";
  private static final int FLAGS =
      ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC;
  private static final ClassDesc OBJECTS = ClassDesc.of("java.util.Objects");

  private final ClassDesc owner;
  private final List<Site> sites = new ArrayList<>();

  private record Field(String name, ClassDesc type) {}

  private record Site(String name, MethodTypeDesc type, List<Field> fields) {
    String method() {
      return "record$" + name;
    }
  }

  private RecordMethods(ClassModel model) {
    this.owner = model.thisClass().asSymbol();
  }

  /** {@return the class without such call sites; the same bytes when it has none} */
  static byte[] linked(ClassFile classFile, byte[] content) {
    ClassModel model = classFile.parse(content);
    RecordMethods methods = new RecordMethods(model);
    byte[] result =
        classFile.transformClass(
            model,
            ClassTransform.transformingMethodBodies(CodeTransform.ofStateful(() -> methods::code))
                .andThen(methods));
    return methods.sites.isEmpty() ? content : result;
  }

  private void code(CodeBuilder builder, CodeElement element) {
    if (element instanceof InvokeDynamicInstruction call && isComparison(call)) {
      List<Field> fields = new ArrayList<>();
      // First the class and the names; a handle for each field follows.
      for (var argument : call.bootstrapArgs().subList(2, call.bootstrapArgs().size())) {
        DirectMethodHandleDesc getter = (DirectMethodHandleDesc) argument;
        fields.add(new Field(getter.methodName(), getter.invocationType().returnType()));
      }
      Site site = new Site(call.name().stringValue(), call.typeSymbol(), fields);
      sites.add(site);
      builder.invokestatic(owner, site.method(), site.type());
    } else {
      builder.with(element);
    }
  }

  /** What a record is as a text stays with Java: no scan asks for it. */
  private static boolean isComparison(InvokeDynamicInstruction call) {
    return call.bootstrapMethod().owner().descriptorString().equals(BOOTSTRAPS)
        && (call.name().equalsString("equals") || call.name().equalsString("hashCode"));
  }

  @Override
  public void accept(ClassBuilder builder, ClassElement element) {
    builder.with(element);
  }

  @Override
  public void atEnd(ClassBuilder builder) {
    for (Site site : sites) {
      builder.withMethodBody(
          site.method(),
          site.type(),
          FLAGS,
          code -> {
            if (site.name().equals("equals")) {
              equal(code, site);
            } else {
              hash(code, site);
            }
          });
    }
  }

  /** The contract of {@link Record#equals}. */
  private void equal(CodeBuilder code, Site site) {
    Label same = code.newLabel();
    Label other = code.newLabel();
    code.aload(0).aload(1).if_acmpeq(same);
    code.aload(1).instanceOf(owner).ifeq(other);
    code.aload(1).checkcast(owner).astore(2);
    for (Field field : site.fields()) {
      code.aload(0).getfield(owner, field.name(), field.type());
      code.aload(2).getfield(owner, field.name(), field.type());
      switch (TypeKind.from(field.type())) {
        case BOOLEAN, BYTE, CHAR, SHORT, INT -> code.if_icmpne(other);
        case LONG -> code.lcmp().ifne(other);
        case FLOAT, DOUBLE -> {
          MethodTypeDesc compare =
              MethodTypeDesc.of(ConstantDescs.CD_int, field.type(), field.type());
          code.invokestatic(boxed(field.type()), "compare", compare).ifne(other);
        }
        default -> {
          MethodTypeDesc equals =
              MethodTypeDesc.of(
                  ConstantDescs.CD_boolean, ConstantDescs.CD_Object, ConstantDescs.CD_Object);
          code.invokestatic(OBJECTS, "equals", equals).ifeq(other);
        }
      }
    }
    code.labelBinding(same).iconst_1().ireturn();
    code.labelBinding(other).iconst_0().ireturn();
  }

  /** As {@link java.lang.runtime.ObjectMethods} does it, so that sets keep their order. */
  private void hash(CodeBuilder code, Site site) {
    code.iconst_0();
    for (Field field : site.fields()) {
      code.loadConstant(31).imul();
      code.aload(0).getfield(owner, field.name(), field.type());
      boolean reference = !field.type().isPrimitive();
      ClassDesc argument = reference ? ConstantDescs.CD_Object : field.type();
      code.invokestatic(
          reference ? OBJECTS : boxed(field.type()),
          "hashCode",
          MethodTypeDesc.of(ConstantDescs.CD_int, argument));
      code.iadd();
    }
    code.ireturn();
  }

  private static ClassDesc boxed(ClassDesc primitive) {
    return switch (TypeKind.from(primitive)) {
      case BOOLEAN -> ConstantDescs.CD_Boolean;
      case BYTE -> ConstantDescs.CD_Byte;
      case CHAR -> ConstantDescs.CD_Character;
      case SHORT -> ConstantDescs.CD_Short;
      case INT -> ConstantDescs.CD_Integer;
      case LONG -> ConstantDescs.CD_Long;
      case FLOAT -> ConstantDescs.CD_Float;
      case DOUBLE -> ConstantDescs.CD_Double;
      default -> throw new IllegalArgumentException(primitive.displayName());
    };
  }
}
