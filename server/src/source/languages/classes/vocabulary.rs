//! The words of the libraries that these languages are written with.

/// The words of one language.
pub(in crate::source::languages) struct Words {
    /// Functions that read a variable, by the last name of what they are called on.
    pub(in crate::source::languages) getters: &'static [(&'static str, &'static str)],
    /// Functions that give all variables.
    pub(in crate::source::languages) maps: &'static [(&'static str, &'static str)],
    /// Functions that set a variable.
    pub(in crate::source::languages) setters: &'static [(&'static str, &'static str)],
    /// Methods that give the variables of a process to be started.
    pub(in crate::source::languages) child_methods: &'static [&'static str],
    /// Properties that do.
    pub(in crate::source::languages) child_properties: &'static [&'static str],
    /// Objects that read variables among other settings.
    pub(in crate::source::languages) settings: &'static [Settings],
    /// Annotations whose value is a text with placeholders.
    pub(in crate::source::languages) placeholder_annotations: &'static [&'static str],
    /// Annotations that name a property, with the argument that does.
    pub(in crate::source::languages) property_annotations: &'static [(&'static str, &'static str)],
    /// Annotations that set a variable for a test, and the argument that names it.
    pub(in crate::source::languages) setting_annotations: &'static [(&'static str, &'static str)],
    /// Annotations that ask for a variable's presence.
    pub(in crate::source::languages) asking_annotations: &'static [(&'static str, &'static str)],
    /// Annotations that make a client of an address.
    pub(in crate::source::languages) client_annotations: &'static [&'static str],
    /// Functions that load a class or library by its name.
    pub(in crate::source::languages) loaders: &'static [(&'static str, &'static str)],
    /// First names of packages that belong to the language.
    pub(in crate::source::languages) own_packages: &'static [&'static str],
    /// Types of the language's own library that need no import, or that an import of the library
    /// brings together with many others.
    pub(in crate::source::languages) own_types: &'static [&'static str],
    /// Whether a call of a name in capitals is a construction.
    pub(in crate::source::languages) calls_construct: bool,
}

/// An object that is asked for settings.
pub(in crate::source::languages) struct Settings {
    /// Its type, or the class whose static methods are called.
    pub(in crate::source::languages) types: &'static [&'static str],
    /// Names that it usually has where no type is written.
    pub(in crate::source::languages) names: &'static [&'static str],
    /// Methods that read one.
    pub(in crate::source::languages) readers: &'static [&'static str],
    /// Methods that only ask for one.
    pub(in crate::source::languages) askers: &'static [&'static str],
    /// Whether it may be indexed.
    pub(in crate::source::languages) is_indexed: bool,
    /// What its keys are.
    pub(in crate::source::languages) keys: Keys,
}

/// What the keys of settings are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::source::languages) enum Keys {
    /// Variables.
    Variables,
    /// Properties, which are looked for in the environment under the name of
    /// [`super::placeholders::variable_of`].
    Properties,
    /// Settings of any name; those that look like variables are.
    Shaped,
}

const DOTENV: Settings = Settings {
    types: &["Dotenv", "DotEnv"],
    names: &["dotenv"],
    readers: &["get"],
    askers: &[],
    is_indexed: true,
    keys: Keys::Variables,
};

const SPRING: Settings = Settings {
    types: &["Environment", "ConfigurableEnvironment", "PropertyResolver", "StandardEnvironment"],
    names: &["env", "environment"],
    readers: &["getProperty", "getRequiredProperty"],
    askers: &["containsProperty"],
    is_indexed: true,
    keys: Keys::Properties,
};

const CONFIGURATIONS: Settings = Settings {
    types: &["Config", "ApplicationConfig", "ConfigProvider", "HoconApplicationConfig"],
    names: &["config", "configuration"],
    readers: &["getValue", "getOptionalValue", "getString", "property", "propertyOrNull"],
    askers: &["hasPath"],
    is_indexed: false,
    keys: Keys::Shaped,
};

const GRADLE: Settings = Settings {
    types: &["ProviderFactory"],
    names: &["providers"],
    readers: &["environmentVariable"],
    askers: &[],
    is_indexed: false,
    keys: Keys::Variables,
};

const TEST_VARIABLES: &[(&str, &str)] = &[
    ("EnvironmentVariables", "set"),
    ("environmentVariables", "set"),
    ("environment", "put"),
];

/// Types of `java.lang` and `kotlin`, and those that most files import with a `*`.
const JVM_TYPES: &[&str] = &[
    "Any", "ArithmeticException", "Array", "ArrayList", "Arrays", "AutoCloseable", "Boolean", "Byte", "Char",
    "CharSequence", "Character", "Class", "ClassNotFoundException", "Collection", "Collections", "Collectors",
    "Comparable", "CompletableFuture", "Double", "Duration", "Enum", "Error", "Exception", "Float", "HashMap",
    "HashSet", "IOException", "IllegalArgumentException", "IllegalStateException", "Int", "Integer",
    "InterruptedException", "Iterable", "Iterator", "LinkedHashMap", "List", "LocalDate", "LocalDateTime", "Long",
    "Map", "Math", "MutableList", "MutableMap", "Nothing", "NullPointerException", "Number", "Object", "Objects",
    "Optional", "Override", "Pair", "Path", "Process", "ProcessBuilder", "Runnable", "Runtime", "RuntimeException",
    "Set", "Short", "StandardCharsets", "Stream", "String", "StringBuilder", "System", "Thread", "Throwable", "UUID",
    "Unit", "Void",
];

/// The words of Java.
pub(in crate::source::languages) const JAVA: Words = Words {
    getters: &[("System", "getenv")],
    maps: &[("System", "getenv")],
    setters: TEST_VARIABLES,
    child_methods: &["environment"],
    child_properties: &[],
    settings: &[DOTENV, SPRING, CONFIGURATIONS, GRADLE],
    placeholder_annotations: &["Value"],
    property_annotations: &[("ConfigProperty", "name"), ("Property", "name")],
    setting_annotations: &[("SetEnvironmentVariable", "key"), ("ClearEnvironmentVariable", "key")],
    asking_annotations: &[
        ("EnabledIfEnvironmentVariable", "named"),
        ("DisabledIfEnvironmentVariable", "named"),
    ],
    client_annotations: &[
        "FeignClient", "RegisterRestClient", "Client", "HttpExchange", "GetExchange", "PostExchange", "PutExchange",
        "DeleteExchange", "PatchExchange", "GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "HTTP",
    ],
    loaders: &[("Class", "forName")],
    own_packages: &["java", "javax", "jdk", "kotlin", "kotlinx"],
    own_types: JVM_TYPES,
    calls_construct: false,
};

/// The words of Kotlin, which are Java's, and a call that constructs.
pub(in crate::source::languages) const KOTLIN: Words = Words { calls_construct: true, ..JAVA };

/// The words of C#.
pub(in crate::source::languages) const CSHARP: Words = Words {
    getters: &[("Environment", "GetEnvironmentVariable")],
    maps: &[("Environment", "GetEnvironmentVariables")],
    setters: &[("Environment", "SetEnvironmentVariable")],
    child_methods: &[],
    child_properties: &["EnvironmentVariables", "Environment"],
    settings: &[
        Settings {
            types: &[
                "IConfiguration", "IConfigurationRoot", "IConfigurationManager", "ConfigurationManager",
                "IConfigurationSection", "ConfigurationRoot",
            ],
            names: &["configuration", "_configuration", "config", "_config", "Configuration", "Config", "cfg"],
            readers: &["GetValue", "GetSection", "GetRequiredSection", "GetConnectionString"],
            askers: &[],
            is_indexed: true,
            keys: Keys::Shaped,
        },
        Settings {
            types: &["Env"],
            names: &[],
            readers: &["GetString", "GetInt", "GetBool", "GetDouble"],
            askers: &[],
            is_indexed: false,
            keys: Keys::Variables,
        },
    ],
    placeholder_annotations: &[],
    property_annotations: &[],
    setting_annotations: &[],
    asking_annotations: &[],
    client_annotations: &[],
    loaders: &[("Type", "GetType"), ("Assembly", "Load"), ("Assembly", "LoadFrom")],
    own_packages: &["System"],
    own_types: &[
        "Action", "ActionResult", "Activator", "AggregateException", "ApiController", "ApplicationException",
        "ArgumentException", "ArgumentNullException", "Array", "Assembly", "AuthenticationHeaderValue", "BitConverter",
        "Boolean", "Byte", "CancellationToken", "CancellationTokenSource", "Char", "ClientWebSocket", "CollectionAssert",
        "ConcurrentDictionary", "Configuration", "Console", "ControllerBase", "Controller", "Convert", "DateOnly",
        "DateTime", "DateTimeOffset", "Decimal", "Dictionary", "Directory", "Double", "Encoding", "Enum", "Enumerable",
        "Environment", "EventArgs", "EventHandler", "Exception", "File", "FileStream", "Formatting", "FormUrlEncodedContent",
        "FromBody", "Func", "GC", "Guid", "HashSet", "HttpClient", "HttpClientHandler", "HttpContent", "HttpContext",
        "HttpGet", "HttpMethod", "HttpPost", "HttpRequestException", "HttpRequestMessage", "HttpResponseMessage",
        "HttpStatusCode", "IActionResult", "IAsyncEnumerable", "IConfiguration", "ICollection", "IDictionary",
        "IDisposable", "IEnumerable", "IHttpClientFactory", "IList", "ILogger", "IOException", "IOptions",
        "IReadOnlyList", "IServiceCollection", "IServiceProvider", "Int32", "Int64", "InvalidOperationException",
        "JsonContent", "JsonDocument", "JsonElement", "JsonException", "JsonPropertyName", "JsonSerializer",
        "JsonSerializerOptions", "KeyValuePair", "Lazy", "List", "Math", "MediaTypeHeaderValue", "MemoryStream",
        "NotImplementedException", "NotSupportedException", "Nullable", "Object", "OperationCanceledException", "Path",
        "Process", "ProcessStartInfo", "Queue", "Random", "Regex", "Request", "Response", "Results", "Route", "SmtpClient",
        "Stack", "Stopwatch", "Stream", "StreamReader", "StreamWriter", "String", "StringBuilder", "StringComparison",
        "StringContent", "Task", "Thread", "TimeSpan", "TimeoutException", "Tuple", "Type", "Uri", "UriBuilder", "User",
        "ValueTask", "Version", "WebApplication", "WebRequest", "Context", "ModelState", "Url", "Host",
    ],
    calls_construct: false,
};
