dependencies {
    implementation("com.stripe:stripe-java:24.0.0")
    testImplementation(kotlin("test"))
    api(libs.stripe)
}
