	Gem::Specification.new do |s|
  s.name = "shop"
  s.add_dependency "stripe", "~> 8"
  s.add_development_dependency(%q<rspec>, [">= 3"])
end
