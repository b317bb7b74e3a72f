name 'production'
description 'What customers see'
default_attributes(
  'shop' => {
    'debug' => false
  }
)
